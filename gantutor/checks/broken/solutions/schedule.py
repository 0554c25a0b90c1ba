def schedule(critic_step, generator_step, batches, n_critic):
    """A critic step on each batch; a generator step after `n_critic`."""
    left = n_critic
    for x in batches:
        critic_step(x)
        left -= 1
        if left <= 0:
            left = n_critic
            generator_step()
