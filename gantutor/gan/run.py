"""The adversarial game over several seeds: the one loop of every GAN in the book."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor import constraints, objectives
from gantutor.gan import by_hand, looking
from gantutor.gan.config import Config
from gantutor.gan.draws import Dealer, Draws
from gantutor.nets import BatchedAutoencoder, Network
from gantutor.training.optimiser import Optimiser, move_average
from gantutor.training.run import Curve
from gantutor.training.samples import digest, rows, samples
from gantutor.training.stepped import Part, SteppedRun

Batch = tuple[Tensor, Tensor, Tensor]  # x and y (S, B, d), u (S, B, 1)


def start(
    config: Config,
    x: ArrayLike | Tensor,
    *,
    seeds: Sequence[int],
    y: ArrayLike | Tensor | None = None,
    device: str | torch.device | None = None,
    capture: bool | None = None,
) -> "AdversarialRun":
    """Set up a run of ``config``, for each seed, before its first step.

    Real data ``x`` is (N, d), shared by all seeds, or (S, N, d), one set for each. Without a
    generator, ``y`` of such a shape holds the fixed fakes. Seeds are integers ≥ 0. A seed may
    occur again for a run with other data or another constraint's value: the two then start from
    the same weights and see the same draws, so that they differ in that setting alone.
    ``capture``: capture an iteration as a CUDA graph and replay it, with the same result and many
    times as fast; the default on a CUDA device, and possible only there.
    ValueError for NaN or infinity in the data, shapes that do not fit the networks, missing
    seeds, for ``y`` beside a generator or neither of the two, and for ``capture`` without CUDA.
    """
    return AdversarialRun(config, x, y, seeds, device, capture)


class AdversarialRun(SteppedRun):
    """Critic against generator, S seeds in one set of batched networks; made by ``start``.

    ``critic``, ``generator``, ``averaged`` (the running average of the generator, in evaluation
    mode) are modules over all seeds; ``iteration`` counts finished iterations, ``turn`` the critic
    steps in them, ``pretrained`` the critic steps on real data alone before them. A seed whose
    numbers overflow stays in the run as inf or NaN, and is recorded so: a free critic may run
    away, and the other seeds do not feel it.
    """

    COUNTERS = ("iteration", "turn", "pretrained")

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        y: ArrayLike | Tensor | None,
        seeds: Sequence[int],
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        super().__init__(seeds, config.iterations, device, capture)
        if config.generator is None and y is None:
            raise ValueError("a game without a generator needs the fixed fakes: start(…, y=…)")
        if config.generator is not None and y is not None:
            raise ValueError("fixed fakes y and a generator exclude each other: generator=None")
        real = samples("x", x, config.critic, len(self.seeds))
        fake = None if y is None else samples("y", y, config.critic, len(self.seeds))
        self.config = config
        self.objective = objectives.get(config.objective)
        self.constraint = constraints.get(config.constraint)
        self.data_digest = digest(real, fake)
        self.x = real.to(self.device)
        self.y = None if fake is None else fake.to(self.device)
        n_fake = None if self.y is None else self.y.shape[-2]
        self.dealer = Dealer(config, self.seeds, self.x.shape[-2], n_fake, self.device)

        self.critic: Network = config.critic.build(self.seeds, self.device, role=0)
        self.constraint.prepare(self.critic)
        self.critic_optimiser = self._optimiser(self.critic)
        self.generator: Network | None = None
        self.averaged: Network | None = None
        if config.generator is not None:
            self.generator = config.generator.build(self.seeds, self.device, role=1)
            self.averaged = copy.deepcopy(self.generator).requires_grad_(False).eval()
            self.generator_optimiser = self._optimiser(self.generator)
        self.turn = 0  # finished critic steps, in all
        self.pretrained = 0  # critic steps on real data alone, before the first iteration

    # The algorithm ---------------------------------------------------------------------------

    def step(self, *draws: Tensor) -> None:
        """Play one iteration: ``n_critic`` critic steps, then one generator step."""
        drawn = Draws(*draws)
        for k, (x, y, u) in enumerate(self.batches(drawn)):
            self.improve_critic(x, y, u, drawn.dropout[k])
        self.improve_generator(drawn.z_generator, drawn.noise_generator, drawn.dropout[-2])

    def batches(self, drawn: Draws) -> list[Batch]:
        """Return each critic step's x, y and u; the fakes of all are made without a graph."""
        x = rows(self.x, drawn.real)
        if self.y is not None:
            y = rows(self.y, drawn.fake)
        else:
            y = self.generated(drawn.z_critic, drawn.dropout[-1])
        x, y = self.blurred(x, drawn.noise_real), self.blurred(y, drawn.noise_fake)
        return list(zip(x, y, drawn.u, strict=True))

    def improve_critic(self, x: Tensor, y: Tensor, u: Tensor, dropout: Tensor) -> None:
        """Take a critic step: real against fake, plus the penalty; then the projection."""
        self.critic.redraw(dropout)
        fx, fy = self.scores(x, y)
        loss = self.objective.critic_loss(fx, fy, x, y)
        penalty = self.constraint.penalty(self.critic, x, y, u)
        self.critic_optimiser.descend(loss + penalty)
        self.constraint.project(self.critic)

    def improve_generator(self, z: Tensor, noise: Tensor, dropout: Tensor) -> None:
        """Take a generator step, and move its running average; with fixed fakes, do nothing."""
        if self.generator is None or self.averaged is None:
            return
        self.critic.redraw(dropout)
        self.generator.redraw(dropout)
        y = self.blurred(self.generator(z), noise)
        fy = self.critic(y).squeeze(-1)
        self.generator_optimiser.descend(self.objective.generator_loss(fy, self.codes(y)))
        move_average(self.averaged, self.generator, self.config.average)

    # What the steps are made of ----------------------------------------------------------------

    def scores(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """Return f(x) and f(y), each (S, B).

        One forward pass serves both, unless the critic mixes its batch: then real and fake have
        statistics of their own, or common ones where ``joint_batch`` asks for them.
        """
        if self.config.critic.mixes_batch and not self.config.joint_batch:
            return self.critic(x).squeeze(-1), self.critic(y).squeeze(-1)
        f = self.critic(torch.cat((x, y), dim=1)).squeeze(-1)
        return f[:, : x.shape[1]], f[:, x.shape[1] :]

    @torch.no_grad()
    def generated(self, z: Tensor, dropout: Tensor) -> Float[Tensor, "steps seeds batch dim"]:
        """Return the fakes of each critic step, without a graph.

        One forward pass makes them all, unless the generator mixes its batch: a critic step's
        statistics are those of its own fakes.
        """
        assert self.generator is not None  # with fixed fakes nothing is generated
        self.generator.redraw(dropout)
        steps = z.split(self.config.batch, dim=1)
        if self.config.generator is not None and self.config.generator.mixes_batch:
            return torch.stack([self.generator(part) for part in steps])
        return torch.stack(self.generator(z).split(self.config.batch, dim=1))

    def codes(self, y: Tensor) -> Tensor | None:
        """Return the critic's codes of y, if the objective wants them."""
        if self.objective.needs_codes and isinstance(self.critic, BatchedAutoencoder):
            return self.critic.encode(y)
        return None

    def blurred(self, samples: Tensor, noise: Tensor) -> Tensor:
        """Return the samples as the critic sees them in training: with the game's noise, if any."""
        return samples + noise if self.config.noise else samples

    def _optimiser(self, network: Network) -> Optimiser:
        return Optimiser(network, self.config.optimiser, self.config.lr, self.config.betas)

    # What the frame asks for -------------------------------------------------------------------

    def parts(self) -> Mapping[str, Part]:
        """Return the networks and their optimisers, by name."""
        parts: dict[str, Part] = {"critic": self.critic, "critic_optimiser": self.critic_optimiser}
        if self.generator is not None and self.averaged is not None:
            parts |= {
                "generator": self.generator,
                "generator_optimiser": self.generator_optimiser,
                "averaged": self.averaged,
            }
        return parts

    def draws(self, iteration: int) -> Draws:
        """Return the draws of that iteration, with the noise that the run has come to."""
        return self.dealer.deal(iteration, self.config.deviation(self.iteration))

    def rate(self, iteration: int) -> float:
        """Return the learning rate during that iteration."""
        return self.config.rate(iteration)

    def iterate(self) -> None:
        """Play one iteration: ``n_critic`` critic steps, then one generator step."""
        self.pretrain()
        if self.turn != self.iteration * self.config.n_critic:  # steps were taken by hand
            for _ in range(self.config.n_critic):
                self.critic_step()
            self.generator_step()
            return
        super().iterate()
        self.turn += self.config.n_critic

    def measure(self) -> Mapping[str, Curve]:
        """Measure the game as it stands, changing nothing; see `gantutor.gan.looking.measure`."""
        return looking.measure(self)

    def settings(self) -> dict[str, Any]:
        """Return the configuration's settings, shapes and digest of the data; ready for JSON."""
        shapes = {"x": list(self.x.shape), "y": None if self.y is None else list(self.y.shape)}
        return {**self.config.settings(), "data": {**shapes, "digest": self.data_digest}}

    # Steps by hand, and looking: rooms of their own --------------------------------------------

    def critic_step(self) -> None:
        """Improve the critic once."""
        by_hand.critic_step(self)

    def generator_step(self) -> None:
        """Improve the generator once; with fixed fakes, only count the iteration."""
        by_hand.generator_step(self)

    def pretrain(self) -> None:
        """Take the critic steps on real data alone that ``pretraining`` asks for, if any are left.

        `iterate` does it by itself; calling it allows a look in between.
        """
        by_hand.pretrain(self)

    def fakes(self, n: int, seed: int = 0, averaged: bool = True) -> Float[np.ndarray, "seeds n d"]:
        """Return ``n`` generated samples of each seed, always from the same z for one ``seed``.

        By the averaged generator where there is one, in evaluation mode. With fixed fakes: ``n``
        of them, without replacement, and ValueError if there are fewer.
        """
        return looking.fakes(self, n, seed, averaged)

    def score(self, points: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n"]:
        """Return the critic's value f at points (n, d), the same for all seeds, or (S, n, d).

        In evaluation mode.
        """
        return looking.score(self, points)

    def __repr__(self) -> str:
        """Say what is played, how far it came, and where."""
        return (
            f"AdversarialRun({self.objective.name}, {self.constraint}, {len(self.seeds)} seeds, "
            f"iteration {self.iteration} of {self.iterations}, {self.device})"
        )
