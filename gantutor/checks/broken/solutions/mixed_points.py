import torch


def mixed_points(real, fake):
    """Return a point between each real and the fake beside it, at a random place."""
    u = torch.rand(len(real), 1, device=real.device)  # one for each pair
    return u * real + (1 - u) * fake
