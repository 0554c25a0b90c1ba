import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Mix a black image with a white one")
def as_found(real, fake):
    """Return an image between each real and the fake beside it, at a random place."""
    u = torch.rand_like(real)
    return u * real + (1 - u) * fake


@wrong("Each colour of an image")
def one_for_each_channel(real, fake):
    u = torch.rand(*real.shape[:2], 1, 1)
    return u * real + (1 - u) * fake


@wrong("one place for the whole batch")
def one_for_all(real, fake):
    u = torch.rand(1)
    return u * real + (1 - u) * fake
