"""Convolution and transposed convolution, for S networks by one grouped convolution."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from torch import Generator, Tensor, nn
from torch.nn import functional as F

from gantutor.nets.layer import (
    BatchedLayer,
    Layer,
    Shape,
    Unfit,
    at_least,
    image,
    ordinary,
    parameters,
)


@dataclass(frozen=True)
class Conv(Layer):
    """A convolution with a square kernel, as ``nn.Conv2d``.

    (C, H, W) → (channels, ⌊(H + 2·padding − kernel)/stride⌋ + 1, and W alike), padded with zeros.
    """

    channels: int
    kernel: int
    stride: int = 1
    padding: int = 0
    bias: bool = True
    learns: ClassVar[bool] = True

    def __post_init__(self) -> None:
        at_least(self, 1, "channels", "kernel", "stride")
        at_least(self, 0, "padding")

    def outer(self, inner: Shape) -> Shape:
        """Return the shape after it; raises `Unfit` for an image smaller than the kernel."""
        _, *size = image(inner)
        rest = [n + 2 * self.padding - self.kernel for n in size]
        if min(rest) < 0:
            raise Unfit(f"height and width of at least {self.kernel - 2 * self.padding}")
        return (self.channels, *(r // self.stride + 1 for r in rest))

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedConv":
        """Build it for S networks."""
        return BatchedConv(self, inner, init, rngs)


@dataclass(frozen=True)
class ConvTranspose(Layer):
    """A transposed convolution with a square kernel, as ``nn.ConvTranspose2d``.

    (C, H, W) → (channels, (H − 1)·stride − 2·padding + kernel + output_padding, and W alike).
    Kernel 4, stride 2, padding 1 doubles height and width. ``output_padding`` < ``stride``.
    Initial weights take fan_in for channels · kernel², as torch's do.
    """

    channels: int
    kernel: int
    stride: int = 1
    padding: int = 0
    output_padding: int = 0
    bias: bool = True
    learns: ClassVar[bool] = True

    def __post_init__(self) -> None:
        at_least(self, 1, "channels", "kernel", "stride")
        at_least(self, 0, "padding", "output_padding")
        if self.output_padding >= self.stride:
            raise ValueError(
                f"output_padding of ConvTranspose must be below its stride {self.stride}, "
                f"got {self.output_padding}"
            )

    def outer(self, inner: Shape) -> Shape:
        """Return the shape after it; raises `Unfit` if no pixel would be left."""
        _, *size = image(inner)
        more = self.kernel - 2 * self.padding + self.output_padding
        outer = [(n - 1) * self.stride + more for n in size]
        if min(outer) < 1:
            least = 1 - (more - 1) // self.stride
            raise Unfit(f"height and width of at least {least}")
        return (self.channels, *outer)

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedConvTranspose":
        """Build it for S networks."""
        return BatchedConvTranspose(self, inner, init, rngs)


class Kernels(BatchedLayer):
    """The weights (S, …, …, k, k) and biases (S, channels) of S convolutions of either kind.

    fan_in is what torch takes it for, the numbers in the weights' axes after the first.
    """

    def __init__(
        self,
        spec: Conv | ConvTranspose,
        channels: tuple[int, int],
        init: str,
        rngs: Sequence[Generator],
    ) -> None:
        super().__init__(spec, len(rngs))
        weight = (*channels, spec.kernel, spec.kernel)
        bias = (spec.channels,) if spec.bias else None
        self.weight, self.bias = parameters(init, rngs, weight, prod(weight[1:]), bias)
        self.settings: dict[str, Any] = {"stride": spec.stride, "padding": spec.padding}

    def grouped(self) -> tuple[Tensor, Tensor | None]:
        """Return weights and biases as views for a convolution with a group for each network."""
        return self.weight.flatten(0, 1), None if self.bias is None else self.bias.flatten()

    def ordinary(self, kind: Callable[..., nn.Module], s: int, channels: Shape) -> list[nn.Module]:
        """Return network ``s`` as an ordinary module of this kind."""
        state = {"weight": self.weight[s], "bias": None if self.bias is None else self.bias[s]}
        settings = {**self.settings, "bias": self.bias is not None}
        return [ordinary(kind, *channels, self.weight.shape[-1], **settings, state=state)]


class BatchedConv(Kernels):
    """S convolutions: weights (S, channels, C, k, k)."""

    def __init__(self, spec: Conv, inner: Shape, init: str, rngs: Sequence[Generator]) -> None:
        super().__init__(spec, (spec.channels, inner[0]), init, rngs)

    def forward(self, h: Tensor) -> Tensor:
        """Convolve each network's channels with its own kernels."""
        return F.conv2d(h, *self.grouped(), **self.settings, groups=self.seeds)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.Conv2d``."""
        _, outer, inner, *_ = self.weight.shape
        return self.ordinary(nn.Conv2d, s, (inner, outer))


class BatchedConvTranspose(Kernels):
    """S transposed convolutions: weights (S, C, channels, k, k)."""

    def __init__(
        self, spec: ConvTranspose, inner: Shape, init: str, rngs: Sequence[Generator]
    ) -> None:
        super().__init__(spec, (inner[0], spec.channels), init, rngs)
        self.settings["output_padding"] = spec.output_padding

    def forward(self, h: Tensor) -> Tensor:
        """Convolve each network's channels with its own kernels."""
        return F.conv_transpose2d(h, *self.grouped(), **self.settings, groups=self.seeds)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.ConvTranspose2d``."""
        _, inner, outer, *_ = self.weight.shape
        return self.ordinary(nn.ConvTranspose2d, s, (inner, outer))
