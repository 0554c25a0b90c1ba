import torch


def image_penalty(critic, images, weight):
    """Return weight · mean (‖∇f‖ − 1)² over images (n, c, h, w)."""
    images = images.detach().requires_grad_()
    value = critic(images).sum()
    (gradient,) = torch.autograd.grad(value, images, create_graph=True)
    slope = gradient.flatten(1).norm(dim=1)  # an image is one long vector
    return weight * (slope - 1).square().mean()
