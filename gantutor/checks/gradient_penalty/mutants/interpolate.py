import torch

from gantutor.checks.engine.assertions import wrong


def column(u, x):
    return u.view(-1, *[1] * (x.dim() - 1))


@wrong("All pixels of an image share one place")
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


@wrong("x[i] goes with y[i]")
def shuffled(x, y, rng):
    u = column(torch.rand(len(x), generator=rng), x)
    return interpolated(x, y[torch.randperm(len(y), generator=rng)], u)


def interpolated(x, y, u):
    return u * x + (1 - u) * y


@wrong("set no seed inside")
def seeded(x, y, rng):
    u = column(torch.rand(len(x), generator=rng.manual_seed(0), dtype=x.dtype), x)
    return interpolated(x, y, u)


@wrong("set no seed inside")
def seeds_the_others_too(x, y, rng):
    torch.manual_seed(int(torch.randint(2**31, (1,), generator=rng)))
    return interpolated(x, y, column(torch.rand(len(x), dtype=x.dtype), x))


@wrong("do not round it")
def one_or_the_other(x, y, rng):
    u = torch.rand(len(x), generator=rng, dtype=x.dtype).round().view(-1, *[1] * (x.dim() - 1))
    return u * x + (1 - u) * y


@wrong("whatever its row")
def in_order(x, y, rng):
    u = torch.rand(len(x), generator=rng, dtype=x.dtype).sort().values
    u = u.view(-1, *[1] * (x.dim() - 1))
    return u * x + (1 - u) * y
