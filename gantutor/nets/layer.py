"""What every layer of a `ConvNet` is: a frozen value, and the module that it builds for S networks.

Inside, the samples of all networks go through together, as (B, S·C, H, W): the channels of network
0, then those of network 1, and so on; without height and width as (B, S·n). A layer that treats
each channel by itself then needs to know nothing of the networks, and a convolution is one grouped
convolution with a group for each.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Generator, Tensor, nn

from gantutor.nets.inits import draw_bias, draw_weight

Shape = tuple[int, ...]
"""Of one sample inside one network: (n,), or (C, H, W) for channels, height and width."""


class Unfit(ValueError):
    """A shape that a layer cannot take; the text says what the layer expects."""


@dataclass(frozen=True)
class Layer:
    """A layer as a value.

    ``learns``: whether it has weights that are drawn; ``mixes_batch``: whether, in training, what
    it makes of one sample depends on the others.
    """

    learns: ClassVar[bool] = False
    mixes_batch: ClassVar[bool] = False

    def outer(self, inner: Shape) -> Shape:
        """Return the shape of what it makes of a sample of this shape; raises `Unfit`."""
        return inner

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedLayer":
        """Build it for as many networks as there are generators, which their weights come from."""
        raise NotImplementedError


class BatchedLayer(nn.Module):
    """A layer of S networks: (B, S·C, H, W) or (B, S·n) → the same with its own C, H, W or n."""

    def __init__(self, spec: Layer, seeds: int) -> None:
        super().__init__()
        self.spec, self.seeds = spec, seeds

    def forward(self, h: Tensor) -> Tensor:
        """Apply each network's layer to that network's channels."""
        raise NotImplementedError

    def member(self, s: int) -> list[nn.Module]:
        """Return ordinary modules, on the CPU, that do what it does for network ``s``."""
        raise NotImplementedError

    def extra_repr(self) -> str:
        """Show the layer's value and for how many networks it stands."""
        return f"{self.seeds} × {self.spec}"


class Channelwise(BatchedLayer):
    """An ordinary module without weights that treats each channel by itself, whose ever it is."""

    def __init__(self, spec: Layer, seeds: int, module: nn.Module) -> None:
        super().__init__(spec, seeds)
        self.module = module

    def forward(self, h: Tensor) -> Tensor:
        """Apply it to all channels."""
        return self.module(h)

    def member(self, s: int) -> list[nn.Module]:
        """Return a copy of the module."""
        return [copy.deepcopy(self.module)]


def image(inner: Shape) -> Shape:
    """Return the shape if it is that of an image; raises `Unfit`."""
    if len(inner) != 3:
        raise Unfit("an image (channels, height, width)")
    return inner


def at_least(layer: Layer, least: int, *names: str) -> None:
    """Raise ValueError naming a field of the layer that is below ``least``."""
    for name in names:
        if getattr(layer, name) < least:
            raise ValueError(
                f"{name} of {type(layer).__name__} must be at least {least}, "
                f"got {getattr(layer, name)}"
            )


def parameters(
    init: str, rngs: Sequence[Generator], weight: Shape, fan_in: int, bias: Shape | None
) -> tuple[nn.Parameter, nn.Parameter | None]:
    """Draw each network's weights and then its biases, (S, …), unless there are to be none."""
    drawn = [
        (
            draw_weight(init, weight, fan_in, rng),
            None if bias is None else draw_bias(init, bias, fan_in, rng),
        )
        for rng in rngs
    ]
    biases = [b for _, b in drawn if b is not None]
    return (
        nn.Parameter(torch.stack([w for w, _ in drawn])),
        nn.Parameter(torch.stack(biases)) if biases else None,
    )


def ordinary(
    kind: Callable[..., nn.Module], *sizes: Any, state: Mapping[str, Tensor | None], **settings: Any
) -> nn.Module:
    """Return an ordinary module on the CPU that holds copies of these tensors, by their names."""
    tensors = {name: t.cpu() for name, t in state.items() if t is not None}
    dtype = next(iter(tensors.values())).dtype
    module = nn.utils.skip_init(kind, *sizes, dtype=dtype, **settings)  # draws nothing
    with torch.no_grad():
        for name, t in tensors.items():
            getattr(module, name).copy_(t)
    return module
