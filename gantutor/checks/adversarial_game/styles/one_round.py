import torch
from torch.nn.functional import binary_cross_entropy_with_logits, logsigmoid, softplus


def cross_entropies(discriminator, generator, for_d, for_g, x, z_d, z_g):
    with torch.no_grad():
        y = generator(z_d)
    for_d.zero_grad(set_to_none=True)
    fx, fy = discriminator(x), discriminator(y)
    binary_cross_entropy_with_logits(fx, torch.ones_like(fx)).backward()
    binary_cross_entropy_with_logits(fy, torch.zeros_like(fy)).backward()
    for_d.step()
    for_g.zero_grad()
    f = discriminator(generator(z_g))
    binary_cross_entropy_with_logits(f, torch.ones_like(f)).backward()
    for_g.step()
    for_d.zero_grad()


def frozen_for_the_step(discriminator, generator, for_d, for_g, x, z_d, z_g):
    fx, fy = discriminator(x), discriminator(generator(z_d).detach())
    loss = -logsigmoid(fx).mean() - logsigmoid(-fy).mean()
    discriminator.zero_grad()
    loss.backward()
    for_d.step()
    discriminator.requires_grad_(False)
    loss = softplus(-discriminator(generator(z_g))).mean()
    generator.zero_grad()
    loss.backward()
    for_g.step()
    discriminator.requires_grad_(True)


def by_grad(discriminator, generator, for_d, for_g, x, z_d, z_g):
    def step(net, optimiser, loss):
        parameters = list(net.parameters())
        for p, slope in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            p.grad = slope
        optimiser.step()

    y = generator(z_d).detach()
    fx, fy = discriminator(x), discriminator(y)
    step(discriminator, for_d, softplus(-fx).mean() + softplus(fy).mean())
    step(generator, for_g, softplus(-discriminator(generator(z_g))).mean())
