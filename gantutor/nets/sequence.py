"""Convolution along a sequence, for S networks by one grouped convolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

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
class SequenceConv(Layer):
    """A convolution along the places of a sequence, as ``nn.Conv1d``: (C, 1, T) → (channels, 1, T).

    The kernel is odd, and the sequence padded with (kernel − 1)/2 zeros at both ends, so that its
    length stays.
    """

    channels: int
    kernel: int = 5
    bias: bool = True
    learns: ClassVar[bool] = True

    def __post_init__(self) -> None:
        at_least(self, 1, "channels", "kernel")
        if self.kernel % 2 == 0:
            raise ValueError(f"kernel of SequenceConv must be odd, got {self.kernel}")

    def outer(self, inner: Shape) -> Shape:
        """Return the shape after it; raises `Unfit` for what is no sequence."""
        _, height, length = image(inner)
        if height != 1:
            raise Unfit("a sequence (channels, 1, length)")
        return (self.channels, 1, length)

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedSequenceConv":
        """Build it for S networks."""
        return BatchedSequenceConv(self, inner, init, rngs)


class BatchedSequenceConv(BatchedLayer):
    """S convolutions along sequences: weights (S, channels, C, k)."""

    def __init__(
        self, spec: SequenceConv, inner: Shape, init: str, rngs: Sequence[Generator]
    ) -> None:
        super().__init__(spec, len(rngs))
        shape = (spec.channels, inner[0], spec.kernel)
        self.padding = spec.kernel // 2
        self.weight, self.bias = parameters(
            init, rngs, shape, shape[1] * shape[2], (spec.channels,) if spec.bias else None
        )

    def forward(self, h: Tensor) -> Tensor:
        """Convolve each network's channels with its own kernels."""
        bias = None if self.bias is None else self.bias.flatten()
        weight = self.weight.flatten(0, 1)
        along = F.conv1d(h.squeeze(2), weight, bias, padding=self.padding, groups=self.seeds)
        return along.unsqueeze(2)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.Conv1d``, between what takes the height of 1 away and gives it back."""
        outer, inner, kernel = self.weight.shape[1:]
        state = {"weight": self.weight[s], "bias": None if self.bias is None else self.bias[s]}
        conv = ordinary(
            nn.Conv1d, inner, outer, kernel, padding=self.padding,
            bias=self.bias is not None, state=state,
        )  # fmt: skip
        return [nn.Flatten(2), conv, nn.Unflatten(2, (1, -1))]
