import torch


def interpolate(x, y, rng):
    """A point between each real sample and its generated partner."""
    u = torch.rand(len(x), generator=rng, dtype=x.dtype)
    u = u.view(-1, *[1] * (x.dim() - 1))  # (n, 1, …): one for each sample
    return u * x + (1 - u) * y
