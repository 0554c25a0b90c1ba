import torch


def by_the_square_and_an_epsilon(critic, points, weight):
    points.requires_grad_()
    gradient = torch.autograd.grad(critic(points).sum(), points, create_graph=True)[0]
    slope = torch.sqrt((gradient**2).sum(dim=1) + 1e-12)
    return weight * ((slope - 1) ** 2).mean()


def point_by_point(critic, points, weight):
    total = 0
    for point in points:
        point = point.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(point[None])[0, 0], point, create_graph=True)
        total = total + (gradient.norm() - 1).square()
    return weight / len(points) * total


def as_a_mean_square_error(critic, points, weight):
    points = points.clone().requires_grad_(True)
    gradients = torch.autograd.grad(critic(points).sum(), [points], create_graph=True)
    slope = torch.linalg.vector_norm(gradients[0], dim=-1)
    return weight * torch.nn.functional.mse_loss(slope, torch.ones_like(slope))
