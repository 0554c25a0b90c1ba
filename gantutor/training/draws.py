"""Everything random in training, drawn outside the step, 16 iterations at a time.

The draws of seed s in chunk k come from a generator seeded by (s, role, k) and by nothing else. So
a game is the same game whoever else is in the batch, and to resume it needs only to know how far
it came. A GPU draws for itself, by a generator of its own kind: many seeds draw more numbers than
a processor can make while the GPU trains. A seed is therefore another game there.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Generator, Tensor

from gantutor.nets import stream
from gantutor.training.game import Game

CHUNK = 16
"""Iterations drawn at once."""

# Roles in a seed's streams; the initial weights have 0 and 1.
REAL, FAKE, U, Z_CRITIC, Z_GENERATOR, MOMENT, FAKES = range(16, 23)


class Draws(NamedTuple):
    """The draws of one chunk, on the device; axis 0 is the iteration within the chunk.

    Rows of the real data, rows of the fixed fakes, u of the penalty, and z of the critic steps
    (one generator forward makes the fakes of all of them) and of the generator step. With fixed
    fakes there is no z, with a generator no rows of fakes: those are empty.
    """

    real: Int64[Tensor, "chunk steps games batch"]
    fake: Int64[Tensor, "chunk ..."]
    u: Float[Tensor, "chunk steps games batch 1"]
    z_critic: Float[Tensor, "chunk ..."]
    z_generator: Float[Tensor, "chunk ..."]

    def at(self, row: int) -> "Draws":
        """Return the draws of one iteration: the same without the first axis."""
        return Draws(*(t[row] for t in self))


def draw_chunk(
    game: Game,
    seeds: Sequence[int],
    chunk: int,
    n_real: int,
    n_fake: int | None,
    device: torch.device,
) -> Draws:
    """Draw chunk number ``chunk`` for all games, ready on the device."""
    steps = (CHUNK, game.n_critic, game.batch)
    source = source_for(device)

    def each(role: int, axis: int, draw: Callable[[Generator], Tensor]) -> Tensor:
        """Let each seed draw from its own stream, and stack the games at ``axis``."""
        drawn = [draw(stream(s, role, chunk, device=source)) for s in seeds]
        return torch.stack(drawn, axis).to(device, non_blocking=True)

    def z(batch: int) -> Callable[[Generator], Tensor]:
        return lambda rng: latents(game, CHUNK, batch, rng=rng)

    real = each(REAL, 2, lambda rng: torch.randint(n_real, steps, generator=rng, device=source))
    u = each(U, 2, lambda rng: torch.rand(*steps, 1, generator=rng, device=source))
    if n_fake is not None:
        fake = each(FAKE, 2, lambda r: torch.randint(n_fake, steps, generator=r, device=source))
        return Draws(real, fake, u, _nothing(u), _nothing(u))
    z_critic = each(Z_CRITIC, 1, z(game.n_critic * game.batch))
    z_generator = each(Z_GENERATOR, 1, z(game.batch))
    return Draws(real, _nothing(real), u, z_critic, z_generator)


def source_for(device: torch.device) -> torch.device:
    """Return where the random numbers for a device are made."""
    return device if device.type == "cuda" else torch.device("cpu")


def _nothing(like: Tensor) -> Tensor:
    return like.new_empty((CHUNK, 0))


def latents(game: Game, *shape: int, rng: Generator) -> Float[Tensor, "... latent"]:
    """Draw z of the given shape and the generator's latent dimension: N(0, I) or U[−1, 1]."""
    assert game.generator is not None
    shape = (*shape, game.generator.widths[0])
    if game.latent == "normal":
        return torch.randn(shape, generator=rng, device=rng.device)
    return torch.rand(shape, generator=rng, device=rng.device).mul_(2).sub_(1)
