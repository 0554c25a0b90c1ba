import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Ask what the penalty says")
def as_found(critic, points, weight):
    """weight · mean (‖∇f‖ − 1)² over the n points, (n, d)."""
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    slope = gradient.norm(2)
    return weight * (slope - 1).square().mean()


@wrong("A steep point does not make up")
def mean_slope_instead(critic, points, weight):
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return weight * (gradient.norm(dim=1).mean() - 1).square()


@wrong("Which axis")
def norm_over_the_batch_axis(critic, points, weight):
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return weight * (gradient.norm(dim=0) - 1).square().mean()


@wrong("at the points that are passed")
def at_the_mirrored_points(critic, points, weight):
    points = -points.detach()
    points.requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return weight * (gradient.norm(dim=1) - 1).square().mean()


@wrong("what it learns, keeps and has as gradients stays")
def clears_the_gradients(critic, points, weight):
    critic.zero_grad()
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return weight * (gradient.norm(dim=1) - 1).square().mean()
