def one_iteration(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    batches,
    z,
    penalty,
):
    """A critic step for each of `batches`, then one generator step."""
    for x, z_critic in batches:
        y = generator(z_critic).detach()
        loss = critic(y).mean() - critic(x).mean() + penalty(critic, x, y)
        critic_optimiser.zero_grad()
        loss.backward()
        critic_optimiser.step()
    loss = -critic(generator(z)).mean()
    generator_optimiser.zero_grad()
    loss.backward()
    generator_optimiser.step()
