import torch


def draw_codes(mean, logvar, rng):
    """A code from N(mean, exp(logvar)) that has a derivative; (n, k)."""
    noise = torch.randn(mean.shape, generator=rng, dtype=mean.dtype)
    return mean + torch.exp(0.5 * logvar) * noise
