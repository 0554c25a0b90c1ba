"""Pooling, and upsampling by copying pixels: each channel by itself, without weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from torch import Generator, nn

from gantutor.nets.layer import Channelwise, Layer, Shape, Unfit, at_least, image


@dataclass(frozen=True)
class Pool(Layer):
    """One number for each ``size`` × ``size`` pixels: (C, H, W) → (C, ⌊H/size⌋, ⌊W/size⌋).

    The windows do not overlap; what is left over at the far edge is not seen.
    """

    kind: ClassVar[type[nn.Module]]

    size: int

    def __post_init__(self) -> None:
        at_least(self, 1, "size")

    def outer(self, inner: Shape) -> Shape:
        """Return the shape after it; raises `Unfit` for an image smaller than the window."""
        return _pooled(inner, self.size)

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> Channelwise:
        """Build it for S networks."""
        return Channelwise(self, len(rngs), type(self).kind(self.size))


class MaxPool(Pool):
    """The largest pixel of each window."""

    kind = nn.MaxPool2d


class AveragePool(Pool):
    """The mean of each window."""

    kind = nn.AvgPool2d


@dataclass(frozen=True)
class Upsample(Layer):
    """Each pixel copied to ``factor`` × ``factor``: (C, H, W) → (C, factor·H, factor·W)."""

    factor: int = 2

    def __post_init__(self) -> None:
        at_least(self, 1, "factor")

    def outer(self, inner: Shape) -> Shape:
        """Return the shape after it; raises `Unfit`."""
        channels, height, width = image(inner)
        return channels, self.factor * height, self.factor * width

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> Channelwise:
        """Build it for S networks."""
        module = nn.Upsample(scale_factor=self.factor, mode="nearest")
        return Channelwise(self, len(rngs), module)


def _pooled(inner: Shape, size: int) -> Shape:
    channels, height, width = image(inner)
    if min(height, width) < size:
        raise Unfit(f"height and width of at least {size}")
    return channels, height // size, width // size
