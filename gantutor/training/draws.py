"""Everything random in training, drawn outside the step, 16 iterations at a time.

The draws of seed s in chunk k come from a generator seeded by (s, role, k) and by nothing else. So
a game is the same game whoever else is in the batch, and to resume it needs only to know how far
it came.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int64
from torch import Generator, Tensor

from gantutor.nets import stream
from gantutor.training.game import Game

CHUNK = 16
"""Iterations drawn at once."""

CRITIC, GENERATOR, MOMENT, FAKES = 16, 17, 18, 19  # roles in a seed's streams; nets use 0 and 1


@dataclass(frozen=True, eq=False)
class Draws:
    """The draws of one chunk, on the device; axis 0 is the iteration within the chunk.

    Rows of the real data, rows of the fixed fakes (or None), u of the penalty, and z of the critic
    steps (one generator forward makes the fakes of all of them) and of the generator step.
    """

    real: Int64[Tensor, "chunk steps games batch"]
    fake: Int64[Tensor, "chunk steps games batch"] | None
    u: Float[Tensor, "chunk steps games batch 1"]
    z_critic: Float[Tensor, "chunk games steps*batch latent"] | None
    z_generator: Float[Tensor, "chunk games batch latent"] | None


def draw_chunk(
    game: Game,
    seeds: Sequence[int],
    chunk: int,
    n_real: int,
    n_fake: int | None,
    device: torch.device,
) -> Draws:
    """Draw chunk number ``chunk`` for all games and move it to the device."""
    steps = (CHUNK, game.n_critic, game.batch)

    def for_each_seed(role: int, make: Callable[[Generator], list[Tensor]]) -> list[Tensor]:
        """Stack what each seed draws along its games axis: the one before the batch."""
        drawn = [make(stream(s, role, chunk)) for s in seeds]
        axes = [2 if t.shape[:3] == steps else 1 for t in drawn[0]]
        stacked = (torch.stack(ts, a) for ts, a in zip(zip(*drawn, strict=True), axes, strict=True))
        return [t.to(device, non_blocking=True) for t in stacked]

    def for_critic(rng: Generator) -> list[Tensor]:
        drawn = [
            torch.randint(n_real, steps, generator=rng),
            torch.rand(*steps, 1, generator=rng),
        ]
        if n_fake is not None:
            return [*drawn, torch.randint(n_fake, steps, generator=rng)]
        return [*drawn, latents(game, CHUNK, game.n_critic * game.batch, rng=rng)]

    real, u, third = for_each_seed(CRITIC, for_critic)
    if n_fake is not None:
        return Draws(real, third, u, None, None)
    (z,) = for_each_seed(GENERATOR, lambda rng: [latents(game, CHUNK, game.batch, rng=rng)])
    return Draws(real, None, u, third, z)


def latents(game: Game, *shape: int, rng: Generator) -> Float[Tensor, "... latent"]:
    """Draw z of the given shape and the generator's latent dimension: N(0, I) or U[−1, 1]."""
    assert game.generator is not None
    shape = (*shape, game.generator.widths[0])
    if game.latent == "normal":
        return torch.randn(shape, generator=rng)
    return torch.rand(shape, generator=rng).mul_(2).sub_(1)
