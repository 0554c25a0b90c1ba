"""The elementwise functions between layers and after the last one, by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional as F

from gantutor.names import known
from gantutor.nets.layer import Channelwise, Layer, Shape

SLOPE = 0.2
"""The slope of ``leaky_relu`` on the negative side."""


class Nonlinearity(NamedTuple):
    """An activation y = apply(t), which may overwrite t, and its derivative in terms of y.

    ``curved``: the derivative changes with y, so it has a derivative of its own.
    """

    apply: Callable[[Tensor], Tensor]
    slope: Callable[[Tensor], Tensor]
    curved: bool


ACTIVATIONS: dict[str, Nonlinearity] = {
    "relu": Nonlinearity(torch.relu_, torch.sign, curved=False),
    "leaky_relu": Nonlinearity(
        lambda t: F.leaky_relu_(t, SLOPE),
        # In the dtype of y: of plain numbers `where` makes float32.
        lambda y: torch.where(y > 0, y.new_tensor(1.0), y.new_tensor(SLOPE)),
        curved=False,
    ),
    "tanh": Nonlinearity(torch.tanh_, lambda y: 1 - y.square(), curved=True),
}

OUTPUTS: dict[str, Callable[[Tensor], Tensor]] = {
    "linear": lambda t: t,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}

MODULES: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "leaky_relu": lambda: nn.LeakyReLU(SLOPE),
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
}
"""The same as ordinary modules."""


@dataclass(frozen=True)
class Activation(Layer):
    """One of `ACTIVATIONS`, of each number; an unknown name raises ValueError."""

    function: str

    def __post_init__(self) -> None:
        known("activation", self.function, ACTIVATIONS)

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> Channelwise:
        """Build it for S networks."""
        return Channelwise(self, len(rngs), MODULES[self.function]())
