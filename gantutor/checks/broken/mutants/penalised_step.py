import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Make the weight of the penalty very large")
def as_found(critic, optimiser, real, fake, weight):
    """One step of the critic on its penalised loss; return the loss and the mean slope."""
    u = torch.rand(len(real), 1)
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    values = critic(points).sum()
    (gradient,) = torch.autograd.grad(values, points)
    slope = gradient.norm(dim=1)
    penalty = weight * (slope - 1).square().mean()
    loss = critic(fake).mean() - critic(real).mean() + penalty
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item(), slope.mean().item()


def step(critic, optimiser, real, fake, weight, create_graph=True, clear=True, **options):
    u = torch.rand(len(real), 1)
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    values = critic(points).sum()
    (gradient,) = torch.autograd.grad(values, points, create_graph=create_graph, **options)
    slope = gradient.norm(dim=1)
    penalty = weight * (slope - 1).square().mean()
    loss = critic(fake).mean() - critic(real).mean() + penalty
    if clear:
        optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item(), slope.mean().item()


@wrong("Make the weight of the penalty very large")
def retain_graph_instead(critic, optimiser, real, fake, weight):
    return step(critic, optimiser, real, fake, weight, create_graph=False, retain_graph=True)


@wrong("Every step begins with empty gradients")
def gradients_kept(critic, optimiser, real, fake, weight):
    return step(critic, optimiser, real, fake, weight, clear=False)
