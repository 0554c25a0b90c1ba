import torch

from gantutor.checks.engine.assertions import wrong


@wrong("does not know of any scale")
def as_found(critic, points, weight, scaler):
    """weight · mean (‖∇f‖ − 1)² over the n points, (n, d)."""
    points = points.detach().requires_grad_()
    value = scaler.scale(critic(points).sum())
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    slope = gradient.norm(dim=1)
    return weight * (slope - 1).square().mean()


def scaled(critic, points, scaler, create_graph=True):
    points = points.detach().requires_grad_()
    value = scaler.scale(critic(points).sum())
    return torch.autograd.grad(value, points, create_graph=create_graph)[0]


@wrong("not the penalty after it")
def penalty_divided(critic, points, weight, scaler):
    slope = scaled(critic, points, scaler).norm(dim=1)
    return weight * (slope - 1).square().mean() / scaler.get_scale()


@wrong("not the penalty after it")
def penalty_divided_twice(critic, points, weight, scaler):
    slope = scaled(critic, points, scaler).norm(dim=1)
    return weight * (slope - 1).square().mean() / scaler.get_scale() ** 2


@wrong("ask the scaler for it each time")
def scale_of_the_settings(critic, points, weight, scaler):
    gradient = scaled(critic, points, scaler) / scaler._init_scale
    return weight * (gradient.norm(dim=1) - 1).square().mean()


@wrong("multiply the critic's values")
def without_the_scaler(critic, points, weight, scaler):
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return weight * (gradient.norm(dim=1) - 1).square().mean()


@wrong("what it learns, keeps and has as gradients stays")
def clears_gradients(critic, points, weight, scaler):
    critic.zero_grad()
    gradient = scaled(critic, points, scaler) / scaler.get_scale()
    return weight * (gradient.norm(dim=1) - 1).square().mean()
