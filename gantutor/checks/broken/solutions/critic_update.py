def critic_update(critic, generator, optimiser, x, z):
    """One step of the critic: up on the data x, down on the fakes G(z)."""
    y = generator(z).detach()  # numbers: the critic's loss cannot reach behind them
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
