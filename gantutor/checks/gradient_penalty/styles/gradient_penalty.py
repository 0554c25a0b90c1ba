import torch
from torch.func import functional_call, grad, vmap


def by_the_square_and_an_epsilon(critic, points, weight):
    points = points.clone().requires_grad_(True)
    gradient = torch.autograd.grad(critic(points).sum(), points, create_graph=True)[0]
    norm = (gradient.flatten(1).pow(2).sum(1) + 1e-12).sqrt()
    return weight * ((norm - 1) ** 2).mean()


def with_grad_outputs(critic, points, weight):
    points.requires_grad_()
    values = critic(points)
    (gradient,) = torch.autograd.grad(
        values, points, torch.ones_like(values), create_graph=True, retain_graph=True
    )
    norms = torch.linalg.vector_norm(gradient.reshape(len(points), -1), dim=1)
    return weight * torch.nn.functional.mse_loss(norms, torch.ones_like(norms))


def point_by_point(critic, points, weight):
    total = 0
    for point in points:
        point = point[None].detach().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(point).squeeze(), point, create_graph=True)
        total = total + (gradient.norm() - 1).square()
    return weight * total / len(points)


def with_functions(critic, points, weight):
    parameters = dict(critic.named_parameters())

    def value(point):
        return functional_call(critic, parameters, (point[None],)).squeeze()

    norm = vmap(grad(value))(points).flatten(1).norm(dim=1)
    return weight * (norm.square() - 2 * norm + 1).mean()
