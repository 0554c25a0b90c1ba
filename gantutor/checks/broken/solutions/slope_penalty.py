import torch


def slope_penalty(critic, points, weight):
    """weight · mean (‖∇f‖ − 1)² over the n points, (n, d)."""
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    slope = gradient.norm(dim=1)  # each point's own
    return weight * (slope - 1).square().mean()
