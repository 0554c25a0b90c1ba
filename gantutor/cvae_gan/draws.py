"""Everything random in a step: rows of the data, noise of their codes, codes of prior samples.

All of it is small, so it is drawn for a chunk of iterations at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from gantutor.cvae_gan.config import Config
from gantutor.training.draws import CHUNK, Draw, normal, per_seed, rows_of, uniform

# What a seed draws for; its initial weights have 0 to 15.
ROWS, NOISE, PRIOR, U, DROPOUT, LOOK, FAKES = range(16, 23)
KEYS = 2**62
"""How many keys of dropout masks there are to draw from."""


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the data, with their labels; the noise of their codes; the codes of as many prior
    samples, which have the same labels; u of the discriminator's penalty, for each sample against
    its reconstruction and then against its prior sample; keys of the four networks' dropout masks.
    """

    rows: Int64[Tensor, "*chunk seeds batch"]
    noise: Float[Tensor, "*chunk seeds batch latent"]
    prior: Float[Tensor, "*chunk seeds batch latent"]
    u: Float[Tensor, "*chunk seeds twice 1"]
    dropout: Int64[Tensor, "*chunk networks seeds"]


def draw_chunk(
    config: Config, seeds: Sequence[int], n: int, device: torch.device, chunk: int
) -> Draws:
    """Draw chunk number ``chunk`` for all seeds from n rows, ready on the device."""

    def each(draw: Draw, purpose: int, axis: int = 1) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, device, axis)

    codes = (CHUNK, config.batch, config.latent)
    return Draws(
        rows=each(rows_of(n, CHUNK, config.batch), ROWS),
        noise=each(normal(*codes), NOISE),
        prior=each(normal(*codes), PRIOR),
        u=each(uniform(CHUNK, 2 * config.batch, 1), U),
        dropout=each(rows_of(KEYS, CHUNK, 4), DROPOUT, 2),
    )
