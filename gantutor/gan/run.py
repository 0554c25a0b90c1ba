"""A run of the adversarial game: its loop, with steps by hand and looks at it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.gan import by_hand, looking
from gantutor.gan.config import Config
from gantutor.gan.loop import Loop
from gantutor.training.run import Curve


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


class AdversarialRun(Loop):
    """Critic against generator, S seeds in one set of batched networks; made by ``start``.

    ``critic``, ``generator``, ``averaged`` (the running average of the generator, in evaluation
    mode) are modules over all seeds; ``iteration`` counts finished iterations, ``turn`` the critic
    steps in them, ``pretrained`` the critic steps on real data alone before them. A seed whose
    numbers overflow stays in the run as inf or NaN, and is recorded so: a free critic may run
    away, and the other seeds do not feel it.
    """

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
