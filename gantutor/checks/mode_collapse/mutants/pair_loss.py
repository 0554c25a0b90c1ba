import torch

from gantutor.checks.engine.assertions import wrong


def margins(x, y):
    return (x - y).norm(dim=1)


@wrong("the *fake* should be higher")
def sign(fx, fy, x, y, weight):
    return fx.mean() + weight * torch.relu(margins(x, y) - fx + fy).mean()


@wrong("not its square")
def squared(fx, fy, x, y, weight):
    return fx.mean() + weight * torch.relu(margins(x, y) ** 2 + fx - fy).mean()


@wrong("add the mean of f(x)")
def no_real_energy(fx, fy, x, y, weight):
    return weight * torch.relu(margins(x, y) + fx - fy).mean()


@wrong("first max(0, ·)")
def hinge_outside(fx, fy, x, y, weight):
    return fx.mean() + weight * torch.relu((margins(x, y) + fx - fy).mean())


@wrong("belongs to the pair")
def one_margin(fx, fy, x, y, weight):
    return fx.mean() + weight * torch.relu(1 + fx - fy).mean()


@wrong("pairs of the same row")
def every_pair(fx, fy, x, y, weight):
    distance = (x[:, None] - y[None]).norm(dim=-1)
    return fx.mean() + weight * torch.relu(distance + fx[:, None] - fy[None]).mean()


@wrong("before the hinges alone")
def weight_on_both(fx, fy, x, y, weight):
    return weight * (fx.mean() + torch.relu(margins(x, y) + fx - fy).mean())


@wrong("goes on paying")
def no_hinge(fx, fy, x, y, weight):
    return fx.mean() + weight * (margins(x, y) + fx - fy).mean()


@wrong("no slope")
def hinges_by_detached_masks(fx, fy, x, y, weight):
    gap = margins(x, y) + fx - fy
    return fx.mean() + weight * torch.relu(gap).detach().mean() + 0 * gap.sum()


@wrong("The margin is *added*")
def margin_subtracted(fx, fy, x, y, weight):
    return fx.mean() + weight * torch.relu(fx - fy - (x - y).norm(dim=1)).mean()
