import torch


def mixed_images(real, fake):
    """Return an image between each real and the fake beside it, at a random place."""
    u = torch.rand(len(real), 1, 1, 1, device=real.device)  # one for each image
    return u * real + (1 - u) * fake
