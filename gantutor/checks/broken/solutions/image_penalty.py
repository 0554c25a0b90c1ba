import torch


def image_penalty(critic, images, weight):
    """Return weight · mean (‖∇f‖ − 1)² over images of the shape (n, channels, height, width)."""
    images = images.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(images).sum(), images, create_graph=True)
    slope = gradient.flatten(1).norm(dim=1)  # an image is one long vector
    return weight * (slope - 1).square().mean()
