"""Models of sequences in training over several seeds: one step, and what it is made of."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Float, Int64
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor import constraints, objectives
from gantutor.nets import Network
from gantutor.sequences import looking
from gantutor.sequences.config import Config
from gantutor.sequences.data import checked
from gantutor.sequences.draws import Draws, draw_chunk
from gantutor.sequences.gradients import leave_one_out
from gantutor.training.dealt import DealtRun
from gantutor.training.draws import Dealer
from gantutor.training.optimiser import Optimiser
from gantutor.training.run import Curve
from gantutor.training.samples import digest, rows
from gantutor.training.stepped import Part


def start(
    config: Config,
    x: ArrayLike | Tensor,
    *,
    seeds: Sequence[int],
    device: str | torch.device | None = None,
    capture: bool | None = None,
) -> "SequenceRun":
    """Set up a run of ``config``, for each seed, before its first step.

    Sequences ``x`` of tokens are (N, T), shared by all seeds, or (S, N, T), one set for each.
    ``capture``: as of a `vae.VAERun`.
    ValueError for tokens or shapes that do not fit the model, missing seeds, and for ``capture``
    without CUDA.
    """
    return SequenceRun(config, x, seeds, device, capture)


class SequenceRun(DealtRun[Config, Draws]):
    """S models of sequences, and their critics if there are any; made by ``start``."""

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        seeds: Sequence[int],
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        super().__init__(seeds, config.iterations, device, capture)
        data = checked(x, config.model, len(self.seeds))
        self.config = config
        self.objective = objectives.get(config.objective)
        self.constraint = constraints.get(config.constraint)
        self.data_digest = digest(data)
        self.x = data.to(self.device)
        n = self.x.shape[-2]
        self.dealer = Dealer(partial(draw_chunk, config, self.seeds, n, self.device))
        self.model = config.model.build(self.seeds, self.device, role=1)
        self.optimiser = Optimiser(self.model, config.optimiser, config.lr, config.betas)
        self.critic: Network | None = None
        if config.critic is not None:
            self.critic = config.critic.build(self.seeds, self.device, role=0)
            self.constraint.prepare(self.critic)
            self.critic_optimiser = Optimiser(
                self.critic, config.optimiser, config.lr, config.betas
            )

    # The algorithm ----------------------------------------------------------------------------

    def step(self, *draws: Tensor) -> None:
        """Take ``n_critic`` critic steps and one of the model, or one step of likelihood."""
        drawn = Draws(*draws)
        x = self.model.rows(rows(self.x, drawn.rows).flatten(0, 1)).view(
            *drawn.rows.shape, self.config.model.length, self.config.model.vocabulary
        )
        if self.critic is None:
            self.optimiser.descend(-self.model.log_prob(x[0]).mean(-1))
            return
        with torch.no_grad():
            y = self.shown(drawn.critic).split(self.config.batch, dim=1)
        for k, fake in enumerate(y):
            self._improve_critic(x[k].flatten(2), fake.flatten(2), drawn.u[k], drawn.dropout[k])
        self.critic.redraw(drawn.dropout[-1])
        self.optimiser.descend(self.model_loss(drawn.model))

    def shown(self, noise: Tensor) -> Float[Tensor, "seeds batch length vocabulary"]:
        """Return the model's sequences as the critic sees them: soft rows, if the way has them."""
        way = self.config.way
        return self.model.choices(
            noise, "gumbel" if way == "gumbel" else "hard", self.config.softness
        )

    def model_loss(self, noise: Tensor) -> Float[Tensor, " seeds"]:
        """Return what the model descends against the critic as it stands, for each seed."""
        assert self.critic is not None
        if self.config.way != "reinforce":
            y = self.model.choices(noise, self.config.way, self.config.softness)
            return self.objective.generator_loss(self.critic(y.flatten(2)).squeeze(-1))
        with torch.no_grad():
            y = self.model.choices(noise)
            reward = -self.objective.generator(self.critic(y.flatten(2)).squeeze(-1))
            advantage = reward if self.config.baseline == "none" else leave_one_out(reward)
        return -(advantage * self.model.log_prob(y)).mean(-1)

    def _improve_critic(self, x: Tensor, y: Tensor, u: Tensor, dropout: Tensor) -> None:
        assert self.critic is not None
        self.critic.redraw(dropout)
        f = self.critic(torch.cat((x, y), dim=1)).squeeze(-1)
        loss = self.objective.critic_loss(f[:, : x.shape[1]], f[:, x.shape[1] :], x, y)
        self.critic_optimiser.descend(loss + self.constraint.penalty(self.critic, x, y, u))
        self.constraint.project(self.critic)

    # What the frame asks for ------------------------------------------------------------------

    def parts(self) -> Mapping[str, Part]:
        """Return the networks and their optimisers, by name."""
        parts: dict[str, Part] = {"model": self.model, "optimiser": self.optimiser}
        if self.critic is not None:
            parts |= {"critic": self.critic, "critic_optimiser": self.critic_optimiser}
        return parts

    def measure(self) -> Mapping[str, Curve]:
        """Measure the run as it stands; see `gantutor.sequences.looking.measure`."""
        return looking.measure(self)

    # Looking ----------------------------------------------------------------------------------

    def fakes(
        self, n: int, seed: int = 0, temperature: float = 1.0
    ) -> Int64[np.ndarray, "seeds n length"]:
        """Return n sequences of each seed, always from the same noise for one ``seed``."""
        return looking.fakes(self, n, seed, temperature)

    def law(self, temperature: float = 1.0) -> Float[np.ndarray, "seeds sequences"]:
        """Return each seed's exact law over all sequences, in the order of `every`.

        More than 65,536 sequences raise ValueError.
        """
        return looking.law(self, temperature)

    def __repr__(self) -> str:
        """Say what is trained, how far it came, and where."""
        return (
            f"SequenceRun({self.config.way}, {len(self.seeds)} seeds, "
            f"iteration {self.iteration} of {self.iterations}, {self.device})"
        )
