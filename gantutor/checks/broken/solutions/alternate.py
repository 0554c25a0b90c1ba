def alternate(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    x,
    z_critic,
    z,
    penalty,
):
    """One step of the critic, then one of the generator."""
    y = generator(z_critic).detach()
    loss = critic(y).mean() - critic(x).mean() + penalty(critic, x, y)
    critic_optimiser.zero_grad()
    loss.backward()
    critic_optimiser.step()

    critic.requires_grad_(False)  # this step is the generator's alone
    loss = -critic(generator(z)).mean()
    generator_optimiser.zero_grad()
    loss.backward()
    critic.requires_grad_(True)
    generator_optimiser.step()
