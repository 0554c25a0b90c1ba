from torch.nn.functional import softplus


def dcgan_step(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    digits,
    z_critic,
    z,
):
    """One step of the critic, then one of the generator."""
    x = 2 * digits - 1  # as tanh's images are
    y = generator(z_critic).detach()
    loss = softplus(-critic(x)).mean() + softplus(critic(y)).mean()
    critic_optimiser.zero_grad()
    loss.backward()
    critic_optimiser.step()

    loss = softplus(-critic(generator(z))).mean()
    generator_optimiser.zero_grad()
    loss.backward()
    generator_optimiser.step()
