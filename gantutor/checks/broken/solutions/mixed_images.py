import torch


def mixed_images(real, fake):
    """Return an image at a random place between each real and its fake."""
    u = torch.rand(len(real), 1, 1, 1, device=real.device)  # one for each image
    return u * real + (1 - u) * fake
