"""Everything random in a game, drawn outside the step: rows of the data, latent points, u, noise.

What is small is drawn for a chunk of iterations at once. Noise has the size of the samples, so it
is drawn for one iteration: on images a chunk of it would not fit.
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Generator, Tensor

from gantutor.gan.config import Config
from gantutor.training.draws import CHUNK, Draw, normal, per_seed, rows_of, uniform

# What a seed draws for; its initial weights have 0 to 15.
REAL, FAKE, U, Z_CRITIC, Z_GENERATOR, LOOK, FAKES = range(16, 23)
NOISE_REAL, NOISE_FAKE, NOISE_GENERATOR, PRETRAINING, NOISE_PRETRAINING = range(23, 28)
DROPOUT, DROPOUT_PRETRAINING = 28, 29
KEYS = 2**62
"""How many keys of dropout masks there are to draw from."""


class Draws(NamedTuple):
    """The draws of one iteration, or of a chunk of them with one axis more in front.

    Rows of the real data, rows of the fixed fakes, u of the penalty, and z of the critic steps
    (one generator forward makes the fakes of all of them) and of the generator step; keys of the
    dropout masks, for each critic step, the generator step, and the fakes; noise for the real and
    the fake samples of the critic steps and for the fakes of the generator step. What a game does
    not need is empty: z with fixed fakes, rows of fakes with a generator, noise of σ = 0.
    """

    real: Int64[Tensor, "*chunk steps seeds batch"]
    fake: Int64[Tensor, "..."]
    u: Float[Tensor, "*chunk steps seeds batch 1"]
    z_critic: Float[Tensor, "..."]
    z_generator: Float[Tensor, "..."]
    dropout: Int64[Tensor, "*chunk keys seeds"]
    noise_real: Float[Tensor, "..."]
    noise_fake: Float[Tensor, "..."]
    noise_generator: Float[Tensor, "..."]

    def of_step(self, k: int) -> "Draws":
        """Return the draws of one iteration with critic step ``k`` as its only one."""
        step, batch = slice(k, k + 1), self.u.shape[-2]
        return self._replace(
            real=self.real[step],
            fake=self.fake[step],
            u=self.u[step],
            z_critic=self.z_critic[:, k * batch : (k + 1) * batch],
            dropout=torch.cat((self.dropout[step], self.dropout[-2:])),
            noise_real=self.noise_real[step],
            noise_fake=self.noise_fake[step],
        )


class Dealer:
    """Deals the draws of one game's iterations, by their number and the seeds alone."""

    def __init__(
        self,
        config: Config,
        seeds: Sequence[int],
        n_real: int,
        n_fake: int | None,
        device: torch.device,
    ) -> None:
        self.config, self.device = config, device
        self._seeds = tuple(seeds)
        # Two chunks: stepped by hand, the critic may be a chunk ahead of the generator.
        self._chunk = lru_cache(maxsize=2)(
            partial(draw_chunk, config, seeds, n_real, n_fake, device)
        )
        self._real = lru_cache(maxsize=1)(partial(draw_real, config, seeds, n_real, device))

    def deal(self, iteration: int, deviation: float = 0.0) -> Draws:
        """Return the draws of that iteration, with noise of this deviation."""
        chunk, row = divmod(iteration, CHUNK)
        drawn = Draws(*(t[row] for t in self._chunk(chunk)))
        if not self.config.noise:
            return drawn
        shape = (self.config.n_critic, self.config.batch)
        return drawn._replace(
            noise_real=deviation * self._noise(NOISE_REAL, iteration, *shape),
            noise_fake=deviation * self._noise(NOISE_FAKE, iteration, *shape),
            noise_generator=deviation * self._noise(NOISE_GENERATOR, iteration, shape[1]),
        )

    def deal_real(self, step: int, deviation: float = 0.0) -> tuple[Tensor, Tensor]:
        """Return the rows of the real data and their noise in one step of pre-training."""
        chunk, row = divmod(step, CHUNK)
        rows = self._real(chunk)[row]
        if not self.config.noise:
            return rows, torch.zeros((), device=self.device)
        return rows, deviation * self._noise(NOISE_PRETRAINING, step, self.config.batch)

    def deal_real_keys(self, step: int) -> Int64[Tensor, " seeds"]:
        """Return the keys of the dropout masks in one step of pre-training."""
        return per_seed(rows_of(KEYS), self._seeds, DROPOUT_PRETRAINING, step, self.device)

    def _noise(self, purpose: int, number: int, *shape: int) -> Tensor:
        """Return standard noise, the seeds' axis before the last axis of ``shape``."""
        draw = normal(*shape, self.config.critic.inputs)
        return per_seed(draw, self._seeds, purpose, number, self.device, axis=len(shape) - 1)


def draw_chunk(
    config: Config,
    seeds: Sequence[int],
    n_real: int,
    n_fake: int | None,
    device: torch.device,
    chunk: int,
) -> Draws:
    """Draw chunk number ``chunk`` for all seeds, without the noise, ready on the device."""
    steps = (CHUNK, config.n_critic, config.batch)

    def each(draw: Draw, purpose: int, axis: int) -> Tensor:
        return per_seed(draw, seeds, purpose, chunk, device, axis)

    def z(batch: int) -> Draw:
        return lambda rng: latents(config, CHUNK, batch, rng=rng)

    nothing = torch.empty(CHUNK, 0, device=device)
    no_rows = torch.empty(CHUNK, 0, dtype=torch.int64, device=device)
    there = n_fake is not None
    return Draws(
        real=each(rows_of(n_real, *steps), REAL, 2),
        fake=each(rows_of(n_fake, *steps), FAKE, 2) if n_fake is not None else no_rows,
        u=each(uniform(*steps, 1), U, 2),
        z_critic=nothing if there else each(z(config.n_critic * config.batch), Z_CRITIC, 1),
        z_generator=nothing if there else each(z(config.batch), Z_GENERATOR, 1),
        dropout=each(rows_of(KEYS, CHUNK, config.n_critic + 2), DROPOUT, 2),
        noise_real=nothing,
        noise_fake=nothing,
        noise_generator=nothing,
    )


def draw_real(
    config: Config, seeds: Sequence[int], n_real: int, device: torch.device, chunk: int
) -> Int64[Tensor, "chunk seeds batch"]:
    """Draw chunk number ``chunk`` of pre-training: rows of the real data."""
    return per_seed(rows_of(n_real, CHUNK, config.batch), seeds, PRETRAINING, chunk, device, axis=1)


def latents(config: Config, *shape: int, rng: Generator) -> Float[Tensor, "... latent"]:
    """Draw z of the given shape and the generator's latent dimension: N(0, I) or U[−1, 1]."""
    assert config.generator is not None
    shape = (*shape, config.generator.inputs)
    if config.latent == "normal":
        return normal(*shape)(rng)
    return uniform(*shape)(rng).mul_(2).sub_(1)
