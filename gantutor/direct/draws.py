"""Everything random in a step: rows of the data, z, directions, keys of dropout masks."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Generator, Tensor
from torch.nn.functional import normalize

from gantutor.direct.config import Config
from gantutor.training.draws import CHUNK, Draw, normal, per_seed, rows_of

# What a seed draws for; its initial weights have 0 to 15.
ROWS, Z, DIRECTIONS, DROPOUT, LOOK, FAKES = range(16, 22)


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the data, z of the fakes, unit vectors, and keys of the generator's dropout masks.
    """

    rows: Int64[Tensor, "*chunk seeds batch"]
    z: Float[Tensor, "*chunk seeds batch latent"]
    directions: Float[Tensor, "*chunk seeds dim p"]
    dropout: Int64[Tensor, "*chunk seeds"]


def draw_chunk(
    config: Config, seeds: Sequence[int], n: int, device: torch.device, chunk: int
) -> Draws:
    """Draw chunk number ``chunk`` for all seeds from n rows, ready on the device."""

    def each(draw: Draw, purpose: int) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, device, axis=1)

    size = (CHUNK, config.batch)
    return Draws(
        rows=each(rows_of(n, *size), ROWS),
        z=each(normal(*size, config.generator.inputs), Z),
        directions=each(unit_vectors(config, CHUNK), DIRECTIONS),
        dropout=each(rows_of(2**62, CHUNK), DROPOUT),
    )


def unit_vectors(config: Config, *shape: int) -> Draw:
    """Return what draws as many unit vectors as the distance looks along, (…, d, p)."""
    full = (*shape, config.generator.outputs, config.distance.directions)

    def draw(rng: Generator) -> Tensor:
        return normalize(normal(*full)(rng), dim=-2)

    return draw
