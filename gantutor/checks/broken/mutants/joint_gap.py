import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Which steps lie between")
def as_found(critic, x, y):
    """mean f(x) − mean f(y), in a single pass through the critic."""
    for_real = torch.full((len(x),), 1 / len(x), dtype=x.dtype)
    for_fake = torch.full((len(y),), -1 / len(y), dtype=y.dtype)
    weights = torch.cat([for_real, for_fake])
    values = critic(torch.cat([x, y]))
    return (weights * values).sum()


def weights(x, y):
    ends = torch.full((len(x),), 1 / len(x)), torch.full((len(y),), -1 / len(y))
    return torch.cat(ends).to(x.dtype)


@wrong("Which steps lie between")
def the_mean_of_all_pairs(critic, x, y):
    return (weights(x, y) * critic(torch.cat([x, y]))).mean()


@wrong("Which steps lie between")
def the_weights_turned_instead(critic, x, y):
    return (weights(x, y)[None] * critic(torch.cat([x, y]))).sum()


@wrong("Get the shape right first")
def a_vector_of_one(critic, x, y):
    return weights(x, y) @ critic(torch.cat([x, y]))


@wrong("Real first")
def fakes_first(critic, x, y):
    fx, fy = critic(torch.cat([x, y])).split([len(x), len(y)])
    return fy.mean() - fx.mean()


@wrong("not means")
def sums(critic, x, y):
    fx, fy = critic(torch.cat([x, y])).split([len(x), len(y)])
    return fx.sum() - fy.sum()


@wrong("by its own number of points")
def by_halves(critic, x, y):
    fx, fy = critic(torch.cat([x, y])).chunk(2)
    return fx.mean() - fy.mean()


@wrong("by its own number of points")
def twice_the_mean(critic, x, y):
    signs = torch.cat([torch.ones(len(x)), -torch.ones(len(y))])
    return 2 * (signs * critic(torch.cat([x, y])).flatten()).mean()


@wrong("may be detached")
def cut_off(critic, x, y):
    return (weights(x, y) * critic(torch.cat([x, y])).detach().flatten()).sum()


@wrong("call the critic once")
def two_passes(critic, x, y):
    return critic(x).mean() - critic(y).mean()
