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
    """A step of the discriminator, then one of the generator."""
    y = generator(z_discriminator).detach()
    fx, fy = discriminator(x), discriminator(y)
    loss = softplus(-fx).mean() + softplus(fy).mean()
    discriminator_optimiser.zero_grad()
    loss.backward()
    discriminator_optimiser.step()
    loss = softplus(-discriminator(generator(z_generator))).mean()
    generator_optimiser.zero_grad()
    # The discriminator is passed through; its gradients stay as they are.
    loss.backward(inputs=list(generator.parameters()))
    generator_optimiser.step()
