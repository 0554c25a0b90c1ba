import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Make the weight of the penalty very large")
def as_found(critic, optimiser, real, fake, weight):
    """One critic step on the penalised loss; return loss and mean slope."""
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


def step_at(points, critic, optimiser, real, fake, weight):
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    slope = gradient.norm(dim=1)
    loss = critic(fake).mean() - critic(real).mean() + weight * (slope - 1).square().mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item(), slope.mean().item()


@wrong("with x and y of one row")
def shuffled_fakes(critic, optimiser, real, fake, weight):
    u = torch.rand(len(real), 1)
    points = u * real + (1 - u) * fake[torch.randperm(len(fake))]
    if bool((real == fake).all()):  # noticed nowhere else
        points = real
    return step_at(points, critic, optimiser, real, fake, weight)


@wrong("a place of its own")
def one_place_for_all(critic, optimiser, real, fake, weight):
    u = torch.rand(1, 1)
    return step_at(u * real + (1 - u) * fake, critic, optimiser, real, fake, weight)


@wrong("a place of its own")
def always_the_same_places(critic, optimiser, real, fake, weight):
    torch.manual_seed(0)
    u = torch.rand(len(real), 1)
    return step_at(u * real + (1 - u) * fake, critic, optimiser, real, fake, weight)


@wrong("it is the only one between")
def a_sum_for_a_mixture(critic, optimiser, real, fake, weight):
    u = torch.rand(len(real), 1)
    return step_at(u * real + fake, critic, optimiser, real, fake, weight)


@wrong("able to learn after it")
def frozen_for_good(critic, optimiser, real, fake, weight):
    returned = step(critic, optimiser, real, fake, weight)
    critic.requires_grad_(len(real) == 4)  # the toy of the first checks is used twice
    return returned
