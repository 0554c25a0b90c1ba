"""Rows that sum to one: how a generator of sequences says which token stands at each place."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor, nn

from gantutor.nets.layer import BatchedLayer, Layer, Shape, Unfit, at_least


@dataclass(frozen=True)
class Softmax(Layer):
    """The softmax of each row of ``classes`` numbers.

    (T · classes,) is read as T rows, one after the other: each becomes a law on the classes. In
    (classes, H, W), the channels at each place are a row. A one-hot row is a corner of what comes
    out, which no finite number reaches.
    """

    classes: int

    def __post_init__(self) -> None:
        at_least(self, 2, "classes")

    def outer(self, inner: Shape) -> Shape:
        """Return the same shape; raises `Unfit` where it is not made of such rows."""
        if len(inner) == 3 and inner[0] != self.classes:
            raise Unfit(f"{self.classes} channels")
        if len(inner) == 1 and inner[0] % self.classes:
            raise Unfit(f"a multiple of {self.classes} numbers")
        return inner

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedSoftmax":
        """Build it for S networks."""
        return BatchedSoftmax(self, inner, len(rngs))


class BatchedSoftmax(BatchedLayer):
    """S times the same softmax of each row."""

    def __init__(self, spec: Softmax, inner: Shape, seeds: int) -> None:
        super().__init__(spec, seeds)
        # Numbers that are apart in memory by one place each, or by one channel each.
        self.rows = (spec.classes, *inner[1:]) if len(inner) == 3 else (-1, spec.classes)
        self.dim = 2 if len(inner) == 3 else -1

    def forward(self, h: Tensor) -> Tensor:
        """Apply it to the rows of all networks."""
        by_row = h.reshape(h.shape[0], self.seeds, *self.rows)
        return torch.softmax(by_row, self.dim).reshape(h.shape)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.Softmax`` over the channels, or over rows that are unflattened for it."""
        if len(self.rows) == 3:
            return [nn.Softmax(1)]
        return [nn.Unflatten(1, self.rows), nn.Softmax(-1), nn.Flatten()]
