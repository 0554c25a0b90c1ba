"""Everything random in a step: rows of the data, u of the penalty, Gumbel noise of the choices."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from gantutor.sequences.config import Config
from gantutor.sequences.relaxed import gumbel
from gantutor.training.draws import CHUNK, Draw, per_seed, rows_of, uniform

# What a seed draws for; its initial weights have 0 to 15.
ROWS, U, CHOICES_CRITIC, CHOICES_MODEL, LOOK, FAKES = range(16, 22)
DROPOUT = 22


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the data, for each critic step, or for the one step of likelihood; u of the penalty;
    Gumbel noise of the fakes of all critic steps, and of the model's step; keys of the critic's
    dropout masks. What a way does not need is empty.
    """

    rows: Int64[Tensor, "*chunk steps seeds batch"]
    u: Float[Tensor, "..."]
    critic: Float[Tensor, "..."]
    model: Float[Tensor, "..."]
    dropout: Int64[Tensor, "..."]


def draw_chunk(
    config: Config, seeds: Sequence[int], n: int, device: torch.device, chunk: int
) -> Draws:
    """Draw chunk number ``chunk`` for all seeds from n sequences, ready on the device."""

    def each(draw: Draw, purpose: int, axis: int) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, device, axis)

    def choices(batch: int) -> Draw:
        sizes = (CHUNK, batch, config.model.length, config.model.vocabulary)
        return lambda rng: gumbel(*sizes, rng=rng)

    steps = config.n_critic if config.adversarial else 1
    drawn = each(rows_of(n, CHUNK, steps, config.batch), ROWS, 2)
    if not config.adversarial:
        nothing = torch.empty(CHUNK, 0, device=device)
        return Draws(drawn, nothing, nothing, nothing, nothing.long())
    return Draws(
        rows=drawn,
        u=each(uniform(CHUNK, steps, config.batch, 1), U, 2),
        critic=each(choices(steps * config.batch), CHOICES_CRITIC, 1),
        model=each(choices(config.batch), CHOICES_MODEL, 1),
        dropout=each(rows_of(2**62, CHUNK, steps + 1), DROPOUT, 2),
    )
