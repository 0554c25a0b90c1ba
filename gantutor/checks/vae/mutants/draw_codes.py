import torch

from gantutor.checks.engine.assertions import wrong


@wrong("by the variance")
def stretched_by_the_variance(mean, logvar, rng):
    return mean + logvar.exp() * torch.randn(mean.shape, generator=rng, dtype=mean.dtype)


@wrong("codes that move together")
def one_noise_for_all_images(mean, logvar, rng):
    noise = torch.randn(1, mean.shape[1], generator=rng, dtype=mean.dtype)
    return mean + torch.exp(0.5 * logvar) * noise


@wrong("cuts the graph")
def from_the_law_itself(mean, logvar, rng):
    return torch.normal(mean.detach(), torch.exp(0.5 * logvar).detach(), generator=rng)


@wrong("`generator=rng`")
def from_the_global_generator(mean, logvar, rng):
    return mean + torch.exp(0.5 * logvar) * torch.randn_like(mean)


@wrong("a code is its mean")
def mean_left_out_twice(mean, logvar, rng):
    noise = torch.randn(mean.shape, generator=rng, dtype=mean.dtype)
    return mean.sign() * 2 + torch.exp(0.5 * logvar) * noise


@wrong("by `torch.randn`")
def evenly_spread_noise(mean, logvar, rng):
    noise = torch.rand(mean.shape, generator=rng, dtype=mean.dtype)
    return mean + torch.exp(0.5 * logvar) * noise


@wrong("the noise is missing")
def the_mean_itself(mean, logvar, rng):
    return mean + 0 * logvar
