import torch


def with_an_epsilon(critic, points):
    points = points.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.square().sum(dim=1) + 1e-12).sqrt()


def chosen_before_the_root(critic, points):
    points.requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    squares = (gradient * gradient).sum(1)
    flat = squares == 0
    return torch.where(flat, torch.zeros_like(squares), torch.where(flat, 1.0, squares).sqrt())


def point_by_point(critic, points):
    slopes = []
    for point in points:
        point = point[None].detach().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(point), point, create_graph=True)
        slopes.append(gradient.norm())
    return torch.stack(slopes)
