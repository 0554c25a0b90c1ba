import torch


def mixed_points(real, fake):
    """Return a point at a random place between each real and its fake."""
    u = torch.rand(len(real), 1, device=real.device)  # one for each pair
    return u * real + (1 - u) * fake
