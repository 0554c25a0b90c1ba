import torch
from torch import nn


def with_lerp_and_an_epsilon(critic, real, fake, weight, rng):
    for module in critic.modules():
        if type(module).__name__.startswith("BatchNorm"):
            raise ValueError("a critic of a batch is no critic of an image")
    epsilon = torch.rand((real.size(0), 1, 1, 1), generator=rng).to(real)
    mixed = torch.lerp(fake.detach(), real.detach(), epsilon).requires_grad_(True)
    scores = critic(mixed)
    gradient = torch.autograd.grad(scores, mixed, torch.ones_like(scores), create_graph=True)[0]
    norm = (gradient.pow(2).sum(dim=(1, 2, 3)) + 1e-12).sqrt()
    return weight * ((norm - 1) ** 2).mean()


def image_by_image(critic, real, fake, weight, rng):
    kinds = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
    if [m for m in critic.modules() if isinstance(m, kinds)]:
        raise ValueError
    total = 0
    for x, y in zip(real, fake.detach(), strict=True):
        u = torch.rand((), generator=rng)
        image = (y + u * (x - y))[None].detach().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(image).squeeze(), image, create_graph=True)
        total = total + (torch.linalg.vector_norm(gradient) - 1) ** 2 / len(real)
    return weight * total


def between_rows(critic, real, fake, weight, rng):
    if any("batchnorm" in type(m).__module__ for m in critic.modules()):
        raise ValueError("BatchNorm")
    u = torch.empty(len(real), 1, dtype=real.dtype).uniform_(generator=rng)
    rows = real.flatten(1) - u * (real - fake.data).flatten(1)
    points = rows.view_as(real).clone().requires_grad_()
    critic_sum = critic(points).squeeze().sum()
    slopes = torch.autograd.grad(critic_sum, points, create_graph=True)[0].flatten(1).norm(dim=1)
    return weight * nn.functional.mse_loss(slopes, torch.ones_like(slopes))
