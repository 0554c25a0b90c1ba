from gantutor.checks.engine.assertions import wrong


@wrong("Write the turns down")
def as_found(critic_step, generator_step, batches, n_critic):
    """A critic step on each batch; a generator step after `n_critic`."""
    left = n_critic
    for x in batches:
        critic_step(x)
        left -= 1
        if left <= 0:
            generator_step()


@wrong("Count from the last generator step")
def counts_itself(critic_step, generator_step, batches, n_critic):
    left = n_critic
    for x in batches:
        critic_step(x)
        left -= 1
        if left <= 0:
            left = n_critic - 1
            generator_step()


@wrong("The critic goes first")
def too_early(critic_step, generator_step, batches, n_critic):
    for i, x in enumerate(batches):
        critic_step(x)
        if i % n_critic == 0:
            generator_step()


@wrong("the two take turns")
def the_other_way_round(critic_step, generator_step, batches, n_critic):
    for i, x in enumerate(batches, start=1):
        critic_step(x)
        if i % n_critic:
            generator_step()


@wrong("a batch of its own")
def the_same_batch_again(critic_step, generator_step, batches, n_critic):
    for x in batches:
        for _ in range(n_critic):
            critic_step(x)
        generator_step()
