"""A generator in training on a distance, over several seeds: one step, and what it is made of."""

import copy
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.direct import looking
from gantutor.direct.config import Config
from gantutor.direct.data import checked
from gantutor.direct.draws import Draws, draw_chunk
from gantutor.training.dealt import DealtRun
from gantutor.training.draws import Dealer
from gantutor.training.optimiser import Optimiser, move_average
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
) -> "DirectRun":
    """Set up a run of ``config``, for each seed, before its first step.

    Data ``x`` is (N, d), shared by all seeds, or (S, N, d), one set for each. Seeds are integers
    ≥ 0. ``capture``: capture an iteration as a CUDA graph and replay it; the default on a CUDA
    device, and possible only there.
    ValueError for NaN or infinity in the data, shapes that do not fit the generator, missing seeds,
    and for ``capture`` without CUDA.
    """
    return DirectRun(config, x, seeds, device, capture)


class DirectRun(DealtRun[Config, Draws]):
    """S generators, trained side by side without a critic; made by ``start``.

    ``averaged`` is the running average of ``generator``, in evaluation mode. A seed whose numbers
    overflow stays in the run as inf or NaN, and the other seeds do not feel it.
    """

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        seeds: Sequence[int],
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        super().__init__(seeds, config.iterations, device, capture)
        data = checked("x", x, config.generator.outputs, "generator", len(self.seeds))
        self.config = config
        self.data_digest = digest(data)
        self.x = data.to(self.device)
        n = self.x.shape[-2]
        self.dealer = Dealer(partial(draw_chunk, config, self.seeds, n, self.device))
        self.generator = config.generator.build(self.seeds, self.device, role=1)
        self.averaged = copy.deepcopy(self.generator).requires_grad_(False).eval()
        self.optimiser = Optimiser(self.generator, config.optimiser, config.lr, config.betas)

    def step(self, *draws: Tensor) -> None:
        """Take one step down the distance of a batch of fakes from a batch of real samples."""
        drawn = Draws(*draws)
        self.generator.redraw(drawn.dropout)
        y = self.generator(drawn.z)
        self.optimiser.descend(
            self.config.distance.between(rows(self.x, drawn.rows), y, drawn.directions)
        )
        move_average(self.averaged, self.generator, self.config.average)

    # What the frame asks for -------------------------------------------------------------------

    def parts(self) -> Mapping[str, Part]:
        """Return the generator, its average and its optimiser, by name."""
        return {
            "generator": self.generator,
            "optimiser": self.optimiser,
            "averaged": self.averaged,
        }

    def measure(self) -> Mapping[str, Curve]:
        """Measure the run as it stands, changing nothing; see `gantutor.direct.looking.measure`."""
        return looking.measure(self)

    def fakes(self, n: int, seed: int = 0, averaged: bool = True) -> Float[np.ndarray, "seeds n d"]:
        """Return ``n`` generated samples of each seed, always from the same z for one ``seed``."""
        return looking.fakes(self, n, seed, averaged)

    def __repr__(self) -> str:
        """Say what is trained, how far it came, and where."""
        return (
            f"DirectRun({self.config.distance}, {len(self.seeds)} seeds, "
            f"iteration {self.iteration} of {self.iterations}, {self.device})"
        )
