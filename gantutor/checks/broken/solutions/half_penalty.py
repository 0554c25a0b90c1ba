import torch


def half_penalty(critic, points, weight, scaler):
    """weight · mean (‖∇f‖ − 1)² over the n points, (n, d)."""
    points = points.detach().requires_grad_()
    value = scaler.scale(critic(points).sum())
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    gradient = gradient / scaler.get_scale()  # of f again
    slope = gradient.norm(dim=1)
    return weight * (slope - 1).square().mean()
