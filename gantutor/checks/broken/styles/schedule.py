def counted(critic_step, generator_step, batches, n_critic):
    for i, x in enumerate(batches, start=1):
        critic_step(x)
        if i % n_critic == 0:
            generator_step()


def in_rounds(critic_step, generator_step, batches, n_critic):
    batches = list(batches)
    for start in range(0, len(batches), n_critic):
        some = batches[start : start + n_critic]
        for x in some:
            critic_step(x)
        if len(some) == n_critic:
            generator_step()


def counted_up(critic_step, generator_step, batches, n_critic):
    done = 0
    for x in iter(batches):
        critic_step(x)
        done += 1
        if done == n_critic:
            generator_step()
            done = 0
