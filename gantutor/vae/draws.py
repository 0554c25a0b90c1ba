"""Everything random in a step: rows of the data, the noise of the codes, keys of dropout masks.

All of it is small, so it is drawn for a chunk of iterations at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from gantutor.training.draws import CHUNK, Draw, normal, per_seed, rows_of
from gantutor.vae.config import Config

# What a seed draws for; its initial weights have 0 to 15.
ROWS, NOISE, DROPOUT, LOOK, FAKES, BOUND = range(16, 22)


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the data, the noise of their codes, and the keys of the encoder's and the decoder's
    dropout masks.
    """

    rows: Int64[Tensor, "*chunk seeds batch"]
    noise: Float[Tensor, "*chunk seeds batch latent"]
    dropout: Int64[Tensor, "*chunk networks seeds"]


def draw_chunk(
    config: Config, seeds: Sequence[int], n: int, device: torch.device, chunk: int
) -> Draws:
    """Draw chunk number ``chunk`` for all seeds from n rows, ready on the device."""

    def each(draw: Draw, purpose: int, axis: int) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, device, axis)

    return Draws(
        rows=each(rows_of(n, CHUNK, config.batch), ROWS, 1),
        noise=each(normal(CHUNK, config.batch, config.latent), NOISE, 1),
        dropout=each(rows_of(2**62, CHUNK, 2), DROPOUT, 2),
    )
