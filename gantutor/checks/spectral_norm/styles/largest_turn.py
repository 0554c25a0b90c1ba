import numpy as np
import torch


def one_by_one(a, w):
    up = down = 0.0
    for outer, inner in zip(a, w):
        jump = outer * abs(inner)
        if jump > 0:
            up += jump
        else:
            down -= jump
    return max(up, down)


def with_clip(a, w):
    jumps = a * np.sqrt(w**2)
    return np.maximum(np.clip(jumps, 0, None).sum(), np.clip(-jumps, 0, None).sum())


def half_the_sums(a, w):
    jumps = a * np.abs(w)
    return (np.abs(jumps).sum() + abs(jumps.sum())) / 2


def with_torch(a, w):
    jumps = torch.as_tensor(a) * torch.as_tensor(w).abs()
    return torch.stack([jumps.relu().sum(), (-jumps).relu().sum()]).max()
