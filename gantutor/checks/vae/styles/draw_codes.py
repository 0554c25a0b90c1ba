import torch


def with_sqrt(mean, logvar, rng):
    std = logvar.exp().sqrt()
    return torch.addcmul(mean, std, torch.randn(*mean.shape, generator=rng).to(mean))


def in_place_noise(mean, logvar, rng):
    noise = torch.empty_like(mean).normal_(generator=rng)
    return noise * (logvar / 2).exp() + mean


def by_fixed_law(mean, logvar, rng):
    zero, one = torch.zeros_like(mean).detach(), torch.ones_like(mean).detach()
    return mean + (0.5 * logvar).exp() * torch.normal(zero, one, generator=rng)
