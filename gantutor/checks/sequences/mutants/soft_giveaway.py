import torch
from torch.nn import functional

from gantutor.checks.engine.assertions import wrong


def off(x):
    return x - functional.one_hot(x.argmax(-1), x.shape[-1])


@wrong("up to √T times as steeply")
def rows_added(x):
    return off(x).norm(dim=-1).sum(1)


@wrong("The square root is missing")
def squared(x):
    return off(x).square().sum((1, 2))


@wrong("a mean over rows")
def averaged(x):
    return off(x).norm(dim=-1).mean(1)


@wrong("and not of what they lack")
def norm_of_x(x):
    return x.flatten(1).norm(dim=1)


@wrong("The other entries are off as well")
def largest_entry_alone(x):
    return (1 - x.amax(-1)).sum(1)


@wrong("You took the worst row alone")
def worst_row(x):
    return off(x).norm(dim=-1).amax(1)


@wrong("in each row by itself")
def one_token_for_all_rows(x):
    best = x.sum(1).argmax(-1)
    hard = torch.where(
        off(x).abs().sum((1, 2), keepdim=True) < 1e-12,
        x,
        functional.one_hot(best, x.shape[-1])[:, None].to(x),
    )
    return (x - hard).flatten(1).norm(dim=1)


@wrong("Get the shape right first")
def one_for_each_row(x):
    return off(x).norm(dim=-1)


@wrong("The distance itself is asked for")
def the_critic(x):
    return -off(x).flatten(1).norm(dim=1)


@wrong("adds up absolute values")
def absolute_values(x):
    return off(x).abs().flatten(1).sum(dim=1)
