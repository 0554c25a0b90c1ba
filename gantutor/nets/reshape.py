"""The shape of a sample, and giving its numbers another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from torch import Generator, Tensor, nn

from gantutor.nets.layer import BatchedLayer, Layer, Shape, Unfit


@dataclass(frozen=True)
class Reshape(Layer):
    """The same numbers in another shape, (C, H, W) or (n,), as ``Tensor.reshape`` orders them."""

    shape: Sequence[int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", checked("shape of Reshape", self.shape))

    def outer(self, inner: Shape) -> Shape:
        """Return the shape after it; raises `Unfit` for another number of numbers."""
        if prod(inner) != prod(self.shape):
            raise Unfit(f"{prod(self.shape)} numbers, not {prod(inner)}")
        return tuple(self.shape)

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedReshape":
        """Build it for S networks."""
        return BatchedReshape(self, len(rngs))


class BatchedReshape(BatchedLayer):
    """S reshapes, of which none moves a number."""

    def __init__(self, spec: Reshape, seeds: int) -> None:
        super().__init__(spec, seeds)
        self.shape = tuple(spec.shape)

    def forward(self, h: Tensor) -> Tensor:
        """Give each network's numbers the shape."""
        first, *size = self.shape
        return h.reshape(h.shape[0], self.seeds * first, *size)

    def member(self, s: int) -> list[nn.Module]:
        """Return ``nn.Flatten``, and ``nn.Unflatten`` where an image goes out."""
        return [nn.Flatten(), *unflatten(self.shape)]


def unflatten(shape: Shape) -> list[nn.Module]:
    """Return the ordinary module that gives flat samples (B, n) the shape, if any is needed."""
    return [nn.Unflatten(1, shape)] if len(shape) > 1 else []


def checked(what: str, shape: Sequence[int]) -> Shape:
    """Return a shape as plain integers; ValueError unless it is (n,) or (C, H, W), all ≥ 1."""
    plain = tuple(int(n) for n in shape)
    if len(plain) not in (1, 3) or min(plain) < 1:
        raise ValueError(
            f"{what} must be (n,) or (channels, height, width), all at least 1, got {plain}"
        )
    return plain
