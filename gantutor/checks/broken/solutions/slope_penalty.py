import torch


def slope_penalty(critic, points, weight):
    """weight · mean (‖∇f‖ − 1)² over the n points; `points` has the shape (n, d)."""
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    slope = gradient.norm(dim=1)  # each point's own
    return weight * (slope - 1).square().mean()
