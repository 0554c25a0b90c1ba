import torch


def interpolate(x, y, rng):
    """One point on the segment between each real sample and its generated partner."""
    u = torch.rand(len(x), generator=rng, dtype=x.dtype)
    u = u.view(-1, *[1] * (x.dim() - 1))  # (n, 1, …): one place for all entries of a sample
    return u * x + (1 - u) * y
