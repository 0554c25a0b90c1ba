"""Everything random in training, drawn outside the step and, where it is small, many at a time.

The draws of seed s in chunk k come from a generator seeded by (s, purpose, k) and by nothing else.
So a seed is the same run whoever else is in the batch, and to go on it needs only to know how far
it came. A GPU draws for itself, by a generator of its own kind: many seeds draw more numbers than
a processor can make while the GPU trains. A seed is therefore another run there.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import torch
from torch import Generator, Tensor

from gantutor.randomness import seeded_generator

Draw = Callable[[Generator], Tensor]
Drawn = TypeVar("Drawn", bound=tuple[Tensor, ...])

CHUNK = 16
"""Iterations drawn at once; what would be large, such as noise on images, is drawn one by one."""


class Dealer(Generic[Drawn]):
    """Deals the draws of a run's iterations, by their number alone.

    ``draw_chunk(k)`` draws chunk number k, a named tuple of tensors: their first axis counts its
    `CHUNK` iterations. The last chunk is kept.
    """

    def __init__(self, draw_chunk: Callable[[int], Drawn]) -> None:
        self._chunk = lru_cache(maxsize=1)(draw_chunk)

    def deal(self, iteration: int) -> Drawn:
        """Return the draws of that iteration."""
        chunk, row = divmod(iteration, CHUNK)
        drawn = self._chunk(chunk)
        return type(drawn)(*(t[row] for t in drawn))


def per_seed(
    draw: Draw,
    seeds: Sequence[int],
    purpose: int,
    number: int,
    device: torch.device,
    axis: int = 0,
) -> Tensor:
    """Let each seed draw from its own generator, and stack the seeds at ``axis``."""
    source = source_for(device)
    drawn = [draw(seeded_generator(s, purpose, number, device=source)) for s in seeds]
    return torch.stack(drawn, axis).to(device, non_blocking=True)


def rows_of(n: int, *shape: int) -> Draw:
    """Return what draws row numbers of n rows, uniformly."""
    return lambda rng: torch.randint(n, shape, generator=rng, device=rng.device)


def normal(*shape: int) -> Draw:
    """Return what draws from N(0, 1)."""
    return lambda rng: torch.randn(shape, generator=rng, device=rng.device)


def uniform(*shape: int) -> Draw:
    """Return what draws from U[0, 1)."""
    return lambda rng: torch.rand(shape, generator=rng, device=rng.device)


def source_for(device: torch.device) -> torch.device:
    """Return where the draws for a device are made: on a CUDA device itself, else on the CPU."""
    return device if device.type == "cuda" else torch.device("cpu")
