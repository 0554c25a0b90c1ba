"""The loop of the adversarial game, for several seeds: the one loop of every GAN in the book."""

import copy
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor import constraints, objectives
from gantutor.gan.config import Config
from gantutor.gan.draws import Dealer, Draws
from gantutor.nets import BatchedAutoencoder, Network
from gantutor.training.optimiser import Optimiser, move_average
from gantutor.training.samples import digest, rows, samples
from gantutor.training.stepped import Part, SteppedRun

Batch = tuple[Tensor, Tensor, Tensor]  # x and y (S, B, d), u (S, B, 1)


class Loop(SteppedRun):
    """Critic and generator, and the steps that improve them; `AdversarialRun` adds the rest."""

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
            y = self.generated(drawn.z_critic, drawn.dropout)
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
        statistics are those of its own fakes. ``dropout``: the keys of each critic step, of the
        generator step, and of that one pass.
        """
        assert self.generator is not None  # with fixed fakes nothing is generated
        if not self.mixes_fakes:
            self.generator.redraw(dropout[-1])
            return torch.stack(self.generator(z).split(self.config.batch, dim=1))
        fakes = []
        for part, key in zip(z.split(self.config.batch, dim=1), dropout[:-2], strict=True):
            self.generator.redraw(key)
            fakes.append(self.generator(part))
        return torch.stack(fakes)

    @property
    def mixes_fakes(self) -> bool:
        """Whether there is a generator that mixes its batch."""
        return self.config.generator is not None and self.config.generator.mixes_batch

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
