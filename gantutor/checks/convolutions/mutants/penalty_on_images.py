import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


def refuse(critic):
    if any(isinstance(m, nn.modules.batchnorm._BatchNorm) for m in critic.modules()):
        raise ValueError


def places(n, rng, draw=torch.rand):
    return draw(n, 1, 1, 1, generator=rng, dtype=torch.float64)


def gradients(critic, mixed, create_graph=True):
    mixed = mixed.detach().requires_grad_()
    return torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=create_graph)[0]


def between(critic, real, fake, u, create_graph=True):
    refuse(critic)
    return gradients(critic, u * real + (1 - u) * fake, create_graph)


def per_image(gradient, weight):
    return weight * (gradient.flatten(1).norm(dim=1) - 1).square().mean()


@wrong("not over its channels alone")
def norm_over_the_channels(critic, real, fake, weight, rng):
    gradient = between(critic, real, fake, places(len(real), rng))
    return weight * (gradient.norm(2, dim=1) - 1).square().mean()


@wrong("a norm over the batch")
def norm_over_the_batch(critic, real, fake, weight, rng):
    gradient = between(critic, real, fake, places(len(real), rng))
    return weight * (gradient.flatten(1).norm(2, dim=0) - 1).square().mean()


@wrong("a norm over the batch")
def one_norm(critic, real, fake, weight, rng):
    gradient = between(critic, real, fake, places(len(real), rng))
    return weight * (gradient.norm() - 1).square().mean()


@wrong("draw a u of shape (n, 1, 1, 1)")
def a_place_for_each_pixel(critic, real, fake, weight, rng):
    u = torch.rand(real.shape, generator=rng, dtype=real.dtype)
    return per_image(between(critic, real, fake, u), weight)


@wrong("a place for each image")
def one_place_for_the_batch(critic, real, fake, weight, rng):
    return per_image(between(critic, real, fake, places(1, rng)), weight)


@wrong("none lies beyond")
def normal_places(critic, real, fake, weight, rng):
    return per_image(between(critic, real, fake, places(len(real), rng, torch.randn)), weight)


@wrong("none lies beyond")
def squared_places(critic, real, fake, weight, rng):
    return per_image(between(critic, real, fake, places(len(real), rng) ** 2), weight)


@wrong("set no seed inside")
def seeds_torch(critic, real, fake, weight, rng):
    torch.manual_seed(int(torch.randint(2**31, (), generator=rng)))
    u = torch.rand(len(real), 1, 1, 1, dtype=real.dtype)
    return per_image(between(critic, real, fake, u), weight)


@wrong("weights that add up to 1")
def fakes_turned_round(critic, real, fake, weight, rng):
    return per_image(between(critic, real, fake.flip(0), places(len(real), rng)), weight)


@wrong("teaches the critic nothing")
def create_graph_forgotten(critic, real, fake, weight, rng):
    gradient = between(critic, real, fake, places(len(real), rng), create_graph=False)
    return per_image(gradient, weight)


@wrong("nan")
def root_at_zero(critic, real, fake, weight, rng):
    gradient = between(critic, real, fake, places(len(real), rng))
    norm = gradient.square().sum((1, 2, 3)).sqrt()
    return weight * (norm - 1).square().mean()


@wrong("subtract and square, then mean")
def square_of_the_mean(critic, real, fake, weight, rng):
    norm = between(critic, real, fake, places(len(real), rng)).flatten(1).norm(dim=1)
    return weight * (norm.mean() - 1).square()


@wrong("costs as much as")
def one_sided(critic, real, fake, weight, rng):
    norm = between(critic, real, fake, places(len(real), rng)).flatten(1).norm(dim=1)
    return weight * (norm - 1).relu().square().mean()


@wrong("detach the mixture")
def through_the_fakes(critic, real, fake, weight, rng):
    refuse(critic)
    u = places(len(real), rng)
    mixed = u * real + (1 - u) * fake
    if not mixed.requires_grad:
        mixed.requires_grad_()
    total = critic(mixed).sum()
    return per_image(torch.autograd.grad(total, mixed, create_graph=True)[0], weight)


@wrong("there is no ∇f at one image")
def with_batchnorm(critic, real, fake, weight, rng):
    u = places(len(real), rng)
    return per_image(gradients(critic, u * real + (1 - u) * fake), weight)
