"""Everything random in training, drawn outside the step, 16 iterations at a time.

The draws of seed s in chunk k come from a generator seeded by (s, role, k) and by nothing else. So
a game is the same game whoever else is in the batch, and to resume it needs only to know how far
it came. A GPU draws for itself, by a generator of its own kind: many seeds draw more numbers than
a processor can make while the GPU trains. A seed is therefore another game there.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Generator, Tensor

from gantutor.nets import stream
from gantutor.training.game import Game

Draw = Callable[[Generator], Tensor]

CHUNK = 16
"""Iterations drawn at once."""

# Roles in a seed's streams; the initial weights have 0 and 1.
REAL, FAKE, U, Z_CRITIC, Z_GENERATOR, MOMENT, FAKES = range(16, 23)
NOISE_REAL, NOISE_FAKE, NOISE_GENERATOR, PRETRAINING, NOISE_PRETRAINING = range(23, 28)


class Draws(NamedTuple):
    """The draws of one chunk, on the device; axis 0 is the iteration within the chunk.

    Rows of the real data, rows of the fixed fakes, u of the penalty, and z of the critic steps
    (one generator forward makes the fakes of all of them) and of the generator step; noise for the
    real and the fake samples of the critic steps and for the fakes of the generator step. What a
    game does not need is empty: z with fixed fakes, rows of fakes with a generator, noise of σ = 0.
    """

    real: Int64[Tensor, "chunk steps games batch"]
    fake: Int64[Tensor, "chunk ..."]
    u: Float[Tensor, "chunk steps games batch 1"]
    z_critic: Float[Tensor, "chunk ..."]
    z_generator: Float[Tensor, "chunk ..."]
    noise_real: Float[Tensor, "chunk ..."]
    noise_fake: Float[Tensor, "chunk ..."]
    noise_generator: Float[Tensor, "chunk ..."]

    def at(self, row: int, deviation: float = 0.0) -> "Draws":
        """Return the draws of one iteration: the same without the first axis, the noise scaled."""
        drawn = Draws(*(t[row] for t in self))
        return drawn._replace(
            noise_real=deviation * drawn.noise_real,
            noise_fake=deviation * drawn.noise_fake,
            noise_generator=deviation * drawn.noise_generator,
        )


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
    each = partial(_each, seeds, chunk, device)

    def z(batch: int) -> Draw:
        return lambda rng: latents(game, CHUNK, batch, rng=rng)

    def noise(role: int, axis: int, shape: tuple[int, ...]) -> Tensor:
        if not game.noise:
            return _nothing(u)
        return each(role, axis, partial(_normal, (*shape, game.critic.widths[0])))

    real = each(REAL, 2, partial(_rows, n_real, steps))
    u = each(U, 2, lambda rng: torch.rand(*steps, 1, generator=rng, device=rng.device))
    noises = (noise(NOISE_REAL, 2, steps), noise(NOISE_FAKE, 2, steps))
    if n_fake is not None:
        fake = each(FAKE, 2, partial(_rows, n_fake, steps))
        return Draws(real, fake, u, _nothing(u), _nothing(u), *noises, _nothing(u))
    z_critic = each(Z_CRITIC, 1, z(game.n_critic * game.batch))
    z_generator = each(Z_GENERATOR, 1, z(game.batch))
    noise_generator = noise(NOISE_GENERATOR, 1, (CHUNK, game.batch))
    return Draws(real, _nothing(real), u, z_critic, z_generator, *noises, noise_generator)


def draw_pretraining(
    game: Game, seeds: Sequence[int], chunk: int, n_real: int, device: torch.device
) -> tuple[Tensor, Tensor]:
    """Draw chunk number ``chunk`` of pre-training: rows of the real data, and their noise.

    Shapes (CHUNK, S, B) and (CHUNK, S, B, d), or (CHUNK, 0) without noise.
    """
    steps = (CHUNK, game.batch)
    real = _each(seeds, chunk, device, PRETRAINING, 1, partial(_rows, n_real, steps))
    if not game.noise:
        return real, _nothing(torch.empty(0, device=device))
    draw = partial(_normal, (*steps, game.critic.widths[0]))
    return real, _each(seeds, chunk, device, NOISE_PRETRAINING, 1, draw)


def _each(
    seeds: Sequence[int], chunk: int, device: torch.device, role: int, axis: int, draw: Draw
) -> Tensor:
    """Let each seed draw from its own stream, and stack the games at ``axis``."""
    source = source_for(device)
    drawn = [draw(stream(s, role, chunk, device=source)) for s in seeds]
    return torch.stack(drawn, axis).to(device, non_blocking=True)


def _rows(n: int, shape: tuple[int, ...], rng: Generator) -> Tensor:
    return torch.randint(n, shape, generator=rng, device=rng.device)


def _normal(shape: tuple[int, ...], rng: Generator) -> Tensor:
    return torch.randn(shape, generator=rng, device=rng.device)


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
