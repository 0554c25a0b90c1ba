import torch


def points_between(real, fake):
    """Return a point between each real and the fake beside it, at a random place."""
    u = torch.rand(len(real), 1, device=real.device)  # uniform on [0, 1]
    return u * real + (1 - u) * fake
