import torch

from gantutor.checks.engine.assertions import wrong


def column(u, x):
    return u.view(-1, *[1] * (x.dim() - 1))


@wrong("Each pixel got a place of its own")
def per_pixel(x, y, rng):
    u = torch.rand(x.shape, generator=rng)
    return u * x + (1 - u) * y


@wrong("Draw n of them")
def one_for_the_batch(x, y, rng):
    u = torch.rand(1, generator=rng)
    return u * x + (1 - u) * y


@wrong("leaves the segment")
def normal(x, y, rng):
    u = column(torch.randn(len(x), generator=rng), x)
    return u * x + (1 - u) * y


@wrong("equally likely")
def squared(x, y, rng):
    u = column(torch.rand(len(x), generator=rng), x) ** 2
    return u * x + (1 - u) * y


@wrong("a run can be repeated")
def ignores_the_generator(x, y, rng):
    u = column(torch.rand(len(x)), x)
    return u * x + (1 - u) * y
