def one_round(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    x,
    z_critic,
    z,
):
    """A critic step, up on x and down on G(z); then a generator step."""
    gap = critic(x).mean() - critic(generator(z_critic).detach()).mean()
    critic_optimiser.zero_grad()
    (-gap).backward()
    critic_optimiser.step()

    gap = critic(x).mean() - critic(generator(z)).mean()
    generator_optimiser.zero_grad()
    gap.backward()  # the critic has widened the gap; the generator narrows it
    generator_optimiser.step()
