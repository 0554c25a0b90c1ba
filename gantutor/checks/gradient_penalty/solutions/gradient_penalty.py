import torch


def gradient_penalty(critic, points, weight):
    """weight · mean (‖∇f‖ − 1)² over the points; a scalar that can be differentiated again."""
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    norm = gradient.flatten(1).norm(dim=1)  # each sample's own
    return weight * (norm - 1).square().mean()
