"""Everything random in a step: rows of the data, noise, times, keys of dropout masks.

The coupling of noise and samples depends on draws and data alone, not on what has been learned. So
it is found here, on the processor, before the step.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from gantutor.flows.config import Config
from gantutor.flows.coupling import optimal_order
from gantutor.training.draws import CHUNK, Draw, normal, per_seed, rows_of, uniform
from gantutor.training.samples import rows

# What a seed draws for; its initial weights have 0 to 15.
ROWS, Z, TIMES, DROPOUT, LOOK, FAKES, STEPS = range(16, 23)


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the data, the noise that belongs to each, u of the times, and keys of dropout masks.
    """

    rows: Int64[Tensor, "*chunk seeds batch"]
    z: Float[Tensor, "*chunk seeds batch dim"]
    u: Float[Tensor, "*chunk seeds batch 1"]
    dropout: Int64[Tensor, "*chunk seeds"]


def draw_chunk(config: Config, seeds: Sequence[int], x: Tensor, chunk: int) -> Draws:
    """Draw chunk number ``chunk`` for all seeds from the data, on the data's device."""

    def each(draw: Draw, purpose: int) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, x.device, axis=1)

    size = (CHUNK, config.batch)
    chosen, z = each(rows_of(x.shape[-2], *size), ROWS), each(normal(*size, config.dim), Z)
    if config.process.couples:
        z = torch.stack([in_order(x, one, noise) for one, noise in zip(chosen, z, strict=True)])
    return Draws(
        rows=chosen,
        z=z,
        u=each(uniform(*size, 1), TIMES),
        dropout=each(rows_of(2**62, CHUNK), DROPOUT),
    )


def in_order(
    x: Tensor, chosen: Int64[Tensor, "seeds batch"], z: Float[Tensor, "seeds batch dim"]
) -> Float[Tensor, "seeds batch dim"]:
    """Return the noise in the order of the optimal plan to the chosen samples."""
    order = optimal_order(rows(x, chosen), z)
    return torch.take_along_dim(z, order[..., None], 1)
