"""The dense layer, for S networks by one batched product."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import ClassVar

import torch
from torch import Generator, Tensor, nn

from gantutor.nets.layer import BatchedLayer, Layer, Shape, at_least, ordinary, parameters


@dataclass(frozen=True)
class Dense(Layer):
    """Every output from every input, as ``nn.Linear``: (n,) or (C, H, W) → (outputs,).

    An image is flattened first.
    """

    outputs: int
    bias: bool = True
    learns: ClassVar[bool] = True

    def __post_init__(self) -> None:
        at_least(self, 1, "outputs")

    def outer(self, inner: Shape) -> Shape:
        """Return (outputs,)."""
        return (self.outputs,)

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedDense":
        """Build it for S networks."""
        return BatchedDense(self, inner, init, rngs)


class BatchedDense(BatchedLayer):
    """S dense layers: weights (S, in, out), biases (S, 1, out), as in a `BatchedMLP`."""

    def __init__(self, spec: Dense, inner: Shape, init: str, rngs: Sequence[Generator]) -> None:
        super().__init__(spec, len(rngs))
        inputs = prod(inner)
        self.flattens = len(inner) > 1
        self.weight, self.bias = parameters(
            init, rngs, (inputs, spec.outputs), inputs, (1, spec.outputs) if spec.bias else None
        )

    def forward(self, h: Tensor) -> Tensor:
        """Apply each network's weights to its own numbers: one batched product for all."""
        x = h.reshape(h.shape[0], self.seeds, self.weight.shape[1]).transpose(0, 1)
        if self.bias is None:
            y = torch.bmm(x, self.weight)
        else:
            y = torch.baddbmm(self.bias, x, self.weight)
        return y.transpose(0, 1).flatten(1)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.Linear``, after an ``nn.Flatten`` where an image comes in."""
        bias = None if self.bias is None else self.bias[s, 0]
        state = {"weight": self.weight[s].T, "bias": bias}
        sizes = self.weight.shape[1:]
        linear = ordinary(nn.Linear, *sizes, bias=self.bias is not None, state=state)
        return [nn.Flatten(), linear] if self.flattens else [linear]
