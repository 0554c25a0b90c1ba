"""Everything random in an iteration: rows of the data, z, keys of dropout masks."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from gantutor.maps.config import Config
from gantutor.training.draws import CHUNK, Draw, normal, per_seed, rows_of

# What a seed draws for; its initial weights have 0 to 15.
ROWS, Z, DROPOUT, LOOK, FAKES = range(16, 21)


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the data for the potential's step; z for each step of the map and for the potential's;
    keys of dropout masks for as many.
    """

    rows: Int64[Tensor, "*chunk seeds batch"]
    z: Float[Tensor, "*chunk steps seeds batch dim"]
    dropout: Int64[Tensor, "*chunk steps seeds"]


def draw_chunk(
    config: Config, seeds: Sequence[int], n: int, device: torch.device, chunk: int
) -> Draws:
    """Draw chunk number ``chunk`` for all seeds from n rows, ready on the device."""

    def each(draw: Draw, purpose: int, axis: int) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, device, axis)

    steps = config.n_map + 1
    return Draws(
        rows=each(rows_of(n, CHUNK, config.batch), ROWS, 1),
        z=each(normal(CHUNK, steps, config.batch, config.map.inputs), Z, 2),
        dropout=each(rows_of(2**62, CHUNK, steps), DROPOUT, 2),
    )
