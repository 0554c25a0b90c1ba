import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Begin with images of one pixel")
def as_found(critic, images, weight):
    """Return weight · mean (‖∇f‖ − 1)² over images (n, c, h, w)."""
    images = images.detach().requires_grad_()
    value = critic(images).sum()
    (gradient,) = torch.autograd.grad(value, images, create_graph=True)
    slope = gradient.norm(dim=1)
    return weight * (slope - 1).square().mean()


@wrong("Height and width are axes")
def each_channel_for_itself(critic, images, weight):
    images = images.detach().requires_grad_()
    value = critic(images).sum()
    (gradient,) = torch.autograd.grad(value, images, create_graph=True)
    return weight * (gradient.flatten(2).norm(dim=2) - 1).square().mean()


@wrong("Each image has a norm of its own")
def the_whole_batch(critic, images, weight):
    images = images.detach().requires_grad_()
    value = critic(images).sum()
    (gradient,) = torch.autograd.grad(value, images, create_graph=True)
    return weight * (gradient.norm() - 1).square()


@wrong("at the points that are passed")
def at_the_mirrored_points(critic, points, weight):
    points = -points.detach()
    points.requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return weight * (gradient.flatten(1).norm(dim=1) - 1).square().mean()


@wrong("what it learns, keeps and has as gradients stays")
def clears_the_gradients(critic, points, weight):
    critic.zero_grad()
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return weight * (gradient.flatten(1).norm(dim=1) - 1).square().mean()
