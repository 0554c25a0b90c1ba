import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Put all real points at 1")
def as_found(real, fake):
    """Return a point at a random place between each real and its fake."""
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


@wrong("Only the place is random")
def shuffled(real, fake):
    u = torch.rand(len(real), 1)
    return u * real + (1 - u) * fake[torch.randperm(len(fake))]


@wrong("set no seed inside")
def the_same_places_in_every_call(real, fake):
    torch.manual_seed(3)
    u = torch.rand(len(real), 1)
    return u * real + (1 - u) * fake


@wrong("set no seed inside")
def evenly_spaced(real, fake):
    u = torch.linspace(0, 1, len(real)).view(-1, 1)
    return u * real + (1 - u) * fake
