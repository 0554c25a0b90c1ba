"""The time as numbers that a small network can use."""

from math import pi

import torch
from jaxtyping import Float
from torch import Tensor


def time_features(t: Float[Tensor, "*any 1"], frequencies: int) -> Float[Tensor, "*any features"]:
    """Return cos(π k t) and sin(π k t) for k = 1, …, ``frequencies``: 2 · frequencies numbers."""
    angle = pi * t * torch.arange(1, frequencies + 1, device=t.device)
    return torch.cat((angle.cos(), angle.sin()), -1)
