import torch


def points_between(real, fake):
    """Return a point at a random place between each real and its fake."""
    u = torch.rand(len(real), 1, device=real.device)  # uniform on [0, 1]
    return u * real + (1 - u) * fake
