import torch
from torch import nn


def penalty_on_images(critic, real, fake, weight, rng):
    """weight · mean (‖∇f‖ − 1)² between real and fake (n, c, h, w)."""
    if any(isinstance(layer, nn.modules.batchnorm._BatchNorm) for layer in critic.modules()):
        raise ValueError("with BatchNorm there is no slope at one image")
    u = torch.rand(len(real), 1, 1, 1, generator=rng, dtype=real.dtype)
    mixed = (u * real + (1 - u) * fake).detach().requires_grad_()
    total = critic(mixed).sum()
    (gradient,) = torch.autograd.grad(total, mixed, create_graph=True)
    norm = gradient.flatten(1).norm(dim=1)  # over c · h · w
    return weight * (norm - 1).square().mean()
