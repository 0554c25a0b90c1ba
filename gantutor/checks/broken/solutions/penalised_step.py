import torch


def penalised_step(critic, optimiser, real, fake, weight):
    """One critic step on the penalised loss; return loss and mean slope."""
    u = torch.rand(len(real), 1, device=real.device)
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    values = critic(points).sum()
    (gradient,) = torch.autograd.grad(values, points, create_graph=True)
    slope = gradient.norm(dim=1)
    penalty = weight * (slope - 1).square().mean()
    loss = critic(fake).mean() - critic(real).mean() + penalty
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item(), slope.mean().item()
