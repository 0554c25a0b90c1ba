import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


@wrong("How far apart can two values")
def as_found(width):
    """Return a critic of points (n, 1): two hidden layers of this width."""
    return nn.Sequential(
        nn.Linear(1, width),
        nn.ReLU(),
        nn.Linear(width, width),
        nn.ReLU(),
        nn.Linear(width, 1),
        nn.Sigmoid(),
    )


def ending_in(end, width):
    return nn.Sequential(
        nn.Linear(1, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1), end
    )


@wrong("A wider box")
def tanh_instead(width):
    return ending_in(nn.Tanh(), width)


@wrong("Up and down")
def relu_instead(width):
    return ending_in(nn.LeakyReLU(0.2), width)


@wrong("Something has to bend")
def bends_removed_as_well(width):
    return nn.Sequential(
        nn.Linear(1, width), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1)
    )


@wrong("drawn anew for each critic")
def always_the_same_start(width):
    torch.manual_seed(1)
    return ending_in(nn.Identity(), width)
