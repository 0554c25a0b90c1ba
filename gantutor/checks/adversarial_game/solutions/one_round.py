from torch.nn.functional import softplus


def one_round(
    discriminator,
    generator,
    discriminator_optimiser,
    generator_optimiser,
    x,
    z_discriminator,
    z_generator,
):
    """One step of the discriminator, then one of the generator, with the loss -log D."""
    y = generator(z_discriminator).detach()
    loss = softplus(-discriminator(x)).mean() + softplus(discriminator(y)).mean()
    discriminator_optimiser.zero_grad()
    loss.backward()
    discriminator_optimiser.step()
    loss = softplus(-discriminator(generator(z_generator))).mean()
    generator_optimiser.zero_grad()
    loss.backward()
    generator_optimiser.step()
