import torch


def joint_gap(critic, x, y):
    """mean f(x) − mean f(y), in a single pass through the critic."""
    for_real = torch.full((len(x),), 1 / len(x), dtype=x.dtype)
    for_fake = torch.full((len(y),), -1 / len(y), dtype=y.dtype)
    weights = torch.cat([for_real, for_fake])
    values = critic(torch.cat([x, y])).squeeze(1)
    return (weights * values).sum()
