"""The laws of initial weights and biases, by name."""

from math import sqrt

import torch
from torch import Generator, Tensor

INITS: dict[str, str] = {
    "he": "weights N(0, 2/fan_in), biases 0 (He et al. 2015)",
    "default": "weights and biases uniform in ±1/√fan_in (what torch's layers do)",
    "normal002": "weights N(0, 0.02²), biases 0 (Radford et al. 2016)",
}


def draw_weight(init: str, shape: tuple[int, ...], fan_in: int, rng: Generator) -> Tensor:
    """Draw one network's weights of one layer."""
    if init == "default":
        return _within(1 / sqrt(fan_in), shape, rng)
    return torch.randn(shape, generator=rng) * (sqrt(2 / fan_in) if init == "he" else 0.02)


def draw_bias(init: str, shape: tuple[int, ...], fan_in: int, rng: Generator) -> Tensor:
    """Draw one network's biases of one layer."""
    return _within(1 / sqrt(fan_in), shape, rng) if init == "default" else torch.zeros(shape)


def _within(bound: float, shape: tuple[int, ...], rng: Generator) -> Tensor:
    return torch.rand(shape, generator=rng).mul(2).sub(1).mul(bound)
