import torch


def gradient_penalty(critic, points, weight):
    """weight · mean (‖∇f‖ − 1)², which can be differentiated again."""
    points = points.detach().requires_grad_()
    total = critic(points).sum()
    (gradient,) = torch.autograd.grad(total, points, create_graph=True)
    norm = gradient.flatten(1).norm(dim=1)  # each sample's own
    return weight * (norm - 1).square().mean()
