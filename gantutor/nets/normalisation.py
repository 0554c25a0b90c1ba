"""Normalisation over a batch, and over each sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional as F

from gantutor.nets.layer import BatchedLayer, Layer, Shape, ordinary

EPSILON = 1e-5
"""What torch adds to a variance before its root is divided by."""


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Each channel normalised over batch, height and width, then scaled and shifted.

    (h − mean) / √(variance + 10⁻⁵) · weight + bias, per channel, as ``nn.BatchNorm2d``. In
    training mean and variance are the batch's, and running ones follow:
    running ← (1 − momentum) · running + momentum · the batch's, whose variance is the unbiased one.
    In evaluation mode the running ones are used. ``momentum`` outside (0, 1] raises ValueError.
    A batch with a single value per channel has no variance: torch raises ValueError in training.
    Source: Ioffe & Szegedy 2015, algorithms 1 and 2.
    """

    momentum: float = 0.1
    mixes_batch: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if not 0 < self.momentum <= 1:
            raise ValueError(f"momentum of BatchNorm must be in (0, 1], got {self.momentum}")

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedBatchNorm":
        """Build it for S networks."""
        return BatchedBatchNorm(self, inner, len(rngs))


@dataclass(frozen=True)
class LayerNorm(Layer):
    """Each sample normalised over its channels, height and width, then scaled and shifted.

    (h − mean) / √(variance + 10⁻⁵) · weight + bias. Mean and variance are of one sample alone;
    weight and bias are per channel, as those of ``nn.GroupNorm`` with one group, and not per pixel
    as those of ``nn.LayerNorm``: what a kernel sees may be anywhere in the image.
    Source: Ba, Kiros & Hinton 2016; in a critic with a penalty, Gulrajani et al. 2017, section 4.
    """

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedLayerNorm":
        """Build it for S networks."""
        return BatchedLayerNorm(self, inner, len(rngs))


class BatchedBatchNorm(BatchedLayer):
    """S batch normalisations: weight, bias and the running mean and variance are (S, C)."""

    running_mean: Tensor
    running_var: Tensor

    def __init__(self, spec: BatchNorm, inner: Shape, seeds: int) -> None:
        super().__init__(spec, seeds)
        self.momentum, self.flat = spec.momentum, len(inner) == 1
        self.weight = nn.Parameter(torch.ones(seeds, inner[0]))
        self.bias = nn.Parameter(torch.zeros(seeds, inner[0]))
        self.register_buffer("running_mean", torch.zeros(seeds, inner[0]))
        self.register_buffer("running_var", torch.ones(seeds, inner[0]))

    def forward(self, h: Tensor) -> Tensor:
        """Normalise; S·C channels are as good as C, so each network has statistics of its own."""
        return F.batch_norm(
            h,
            self.running_mean.view(-1),  # views: they are changed in place
            self.running_var.view(-1),
            self.weight.flatten(),
            self.bias.flatten(),
            self.training,
            self.momentum,
            EPSILON,
        )

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.BatchNorm2d``, or ``nn.BatchNorm1d`` where no image comes in."""
        kind = nn.BatchNorm1d if self.flat else nn.BatchNorm2d
        state = {
            "weight": self.weight[s],
            "bias": self.bias[s],
            "running_mean": self.running_mean[s],
            "running_var": self.running_var[s],
        }
        settings = {"eps": EPSILON, "momentum": self.momentum}
        return [ordinary(kind, self.weight.shape[1], **settings, state=state)]


class BatchedLayerNorm(BatchedLayer):
    """S layer normalisations: weight and bias are (S, C)."""

    def __init__(self, spec: LayerNorm, inner: Shape, seeds: int) -> None:
        super().__init__(spec, seeds)
        self.weight = nn.Parameter(torch.ones(seeds, inner[0]))
        self.bias = nn.Parameter(torch.zeros(seeds, inner[0]))

    def forward(self, h: Tensor) -> Tensor:
        """Normalise each network's numbers in each sample: they are one group of channels."""
        return F.group_norm(h, self.seeds, self.weight.flatten(), self.bias.flatten(), EPSILON)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.GroupNorm`` with one group."""
        state = {"weight": self.weight[s], "bias": self.bias[s]}
        return [ordinary(nn.GroupNorm, 1, self.weight.shape[1], eps=EPSILON, state=state)]
