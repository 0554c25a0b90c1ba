import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Put all real points at 1")
def as_found(real, fake):
    """Return a point between each real and the fake beside it, at a random place."""
    u = torch.randn(len(real), 1)
    return u * real + (1 - u) * fake


@wrong("each tenth of the segment")
def clamped(real, fake):
    u = torch.randn(len(real), 1).clamp(0, 1)
    return u * real + (1 - u) * fake


@wrong("each tenth of the segment")
def squashed(real, fake):
    u = torch.sigmoid(torch.randn(len(real), 1))
    return u * real + (1 - u) * fake


@wrong("A point has one place")
def one_for_each_coordinate(real, fake):
    u = torch.rand_like(real)
    return u * real + (1 - u) * fake
