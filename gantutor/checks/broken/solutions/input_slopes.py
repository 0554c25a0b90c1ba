import torch


def input_slopes(critic, points):
    """Return ‖∇f‖ at each of the n points, (n,), with a graph."""
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return gradient.norm(dim=1)  # its derivative at 0 is taken as 0
