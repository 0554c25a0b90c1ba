import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Look at each line as `backward` does")
def as_found(critic, points):
    """Return ‖∇f‖ at each of the n points, (n,), with a graph."""
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return gradient.square().sum(dim=1).sqrt()


def squares(critic, points):
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return gradient.square().sum(dim=1)


@wrong("Look at each line as `backward` does")
def chosen_after_the_root(critic, points):
    s = squares(critic, points)
    return torch.where(s > 0, s.sqrt(), torch.zeros_like(s))


@wrong("Look at each line as `backward` does")
def nan_to_num(critic, points):
    return torch.nan_to_num(squares(critic, points).sqrt())


@wrong("The slope itself is still wanted")
def far_from_zero(critic, points):
    return (squares(critic, points) + 1e-3).sqrt()


@wrong("keep `create_graph=True`")
def detached(critic, points):
    return squares(critic, points).clamp(min=1e-12).sqrt().detach() + 0 * critic(points).sum()


@wrong("at the points that are passed")
def at_the_mirrored_points(critic, points):
    points = -points.detach()
    points.requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return gradient.norm(dim=1)


@wrong("what it learns, keeps and has as gradients stays")
def clears_the_gradients(critic, points):
    critic.zero_grad()
    points = points.detach().requires_grad_()
    value = critic(points).sum()
    (gradient,) = torch.autograd.grad(value, points, create_graph=True)
    return gradient.norm(dim=1)
