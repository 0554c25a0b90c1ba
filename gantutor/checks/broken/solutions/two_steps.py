def two_steps(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    x,
    z_critic,
    z,
):
    """One step of the critic, then one of the generator."""
    y = generator(z_critic).detach()
    critic_loss = critic(y).mean() - critic(x).mean()
    critic_optimiser.zero_grad()  # also of what the generator's loss left in the critic
    critic_loss.backward()
    critic_optimiser.step()

    generator_loss = -critic(generator(z)).mean()
    generator_optimiser.zero_grad()
    generator_loss.backward()
    generator_optimiser.step()
