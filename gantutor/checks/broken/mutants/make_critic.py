import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


@wrong("knows about the other points of a batch")
def as_found(width):
    """Return a critic of points (n, 2): two hidden layers of this width."""
    return nn.Sequential(
        nn.Linear(2, width),
        nn.BatchNorm1d(width),
        nn.LeakyReLU(0.2),
        nn.Linear(width, width),
        nn.BatchNorm1d(width),
        nn.LeakyReLU(0.2),
        nn.Linear(width, 1),
    )


@wrong("knows about the other points of a batch")
def without_its_parameters(width):
    return nn.Sequential(
        nn.Linear(2, width),
        nn.BatchNorm1d(width, affine=False),
        nn.LeakyReLU(0.2),
        nn.Linear(width, width),
        nn.LeakyReLU(0.2),
        nn.Linear(width, 1),
    )


@wrong("knows about the other points of a batch")
def in_evaluation_mode(width):
    return as_found(width).eval()


@wrong("Something has to bend")
def bends_removed_as_well(width):
    return nn.Sequential(nn.Linear(2, width), nn.Linear(width, width), nn.Linear(width, 1))


def ending_in(end, width):
    layers = nn.Linear(2, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh()
    return nn.Sequential(*layers, nn.Linear(width, 1), end)


@wrong("nothing comes after the last linear layer")
def bounded(width):
    return ending_in(nn.Tanh(), width)


@wrong("drawn anew for each critic")
def always_the_same_start(width):
    torch.manual_seed(1)
    return ending_in(nn.Identity(), width)
