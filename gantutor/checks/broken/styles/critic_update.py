import torch


def without_a_graph(critic, generator, optimiser, x, z):
    with torch.no_grad():
        y = generator(z)
    critic.zero_grad(set_to_none=True)
    (critic(y) - critic(x)).mean().backward()
    optimiser.step()


def frozen_for_the_step(critic, generator, optimiser, x, z):
    generator.requires_grad_(False)
    loss = critic(generator(z)).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    generator.requires_grad_(True)


def by_grad(critic, generator, optimiser, x, z):
    parameters = list(critic.parameters())
    y = generator(z).data
    loss = critic(y).mean() - critic(x).mean()
    for p, slope in zip(parameters, torch.autograd.grad(loss, parameters)):
        p.grad = slope
    optimiser.step()


def one_batch(critic, generator, optimiser, x, z):
    both = torch.cat([generator(z).detach(), x])
    signs = torch.cat([torch.ones(len(z), 1) / len(z), -torch.ones(len(x), 1) / len(x)])
    optimiser.zero_grad()
    (signs * critic(both)).sum().backward()
    optimiser.step()
