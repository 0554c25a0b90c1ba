import torch


def two_backward_passes(critic, optimiser, real, fake, weight):
    optimiser.zero_grad()
    gap = critic(real).mean() - critic(fake).mean()
    (-gap).backward()
    points = torch.lerp(fake, real, torch.rand(len(real), 1, dtype=real.dtype)).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    slope = (gradient.square().sum(1) + 1e-12).sqrt()
    penalty = weight * (slope - 1).square().mean()
    penalty.backward()
    optimiser.step()
    return float(penalty - gap), float(slope.mean())


def with_grad_outputs(critic, optimiser, real, fake, weight):
    u = torch.rand(real.shape[0], 1).to(real)
    points = (fake + u * (real - fake)).clone().requires_grad_(True)
    values = critic(points)
    gradient = torch.autograd.grad(
        values, points, torch.ones_like(values), create_graph=True, retain_graph=True
    )[0]
    slopes = torch.linalg.vector_norm(gradient, dim=1)
    loss = (critic(fake) - critic(real)).mean() + weight * ((slopes - 1) ** 2).mean()
    critic.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    return loss.detach(), slopes.detach().mean()


def point_by_point(critic, optimiser, real, fake, weight):
    slopes = []
    for x, y in zip(real, fake):
        u = torch.rand(())
        point = (u * x + (1 - u) * y)[None].requires_grad_()
        slopes.append(torch.autograd.grad(critic(point).sum(), point, create_graph=True)[0].norm())
    slopes = torch.stack(slopes)
    loss = critic(fake).mean() - critic(real).mean() + weight * (slopes - 1).square().mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return [loss.item(), slopes.mean().item()]
