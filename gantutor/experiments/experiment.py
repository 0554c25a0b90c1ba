"""One experiment of the comparison as a frozen value: a method on a data set."""

import json
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np

from gantutor import gan, nets
from gantutor.experiments.data import DataSet
from gantutor.experiments.methods import Method
from gantutor.experiments.outcome import Outcome
from gantutor.recording import record

LOOKS = 8  # snapshots recorded after the first, evenly spaced
DRAWN, IMAGES = 300, 50  # samples that are kept to look at: points, and images, of one seed


@dataclass(frozen=True)
class Experiment:
    """A method on a data set, at one learning rate and depth, over several seeds.

    ``hidden`` layers in both networks. All else is the same for every method: Adam with β₁ = 0, a
    rate that falls linearly to 0, three critic steps, a running average of the generator.
    ``iterations``: the data set's, unless another number is given.
    A rate that is not above 0, no seeds, or fewer than one layer or iteration raise ValueError.
    """

    method: Method
    data: DataSet
    lr: float
    seeds: tuple[int, ...]
    hidden: int = 3
    optimiser: str = "adam"
    iterations: int | None = None

    def __post_init__(self) -> None:
        if not (isfinite(self.lr) and self.lr > 0):
            raise ValueError(f"lr must be finite and above 0, got {self.lr}")
        if self.hidden < 1 or len(self.seeds) < 1:
            raise ValueError(
                f"there must be a hidden layer and a seed, got {self.hidden} and {self.seeds}"
            )
        self.config()  # whatever a game refuses is refused here, not on a worker

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        first, last = self.seeds[0], self.seeds[-1]
        return (
            f"{self.data.name}, {self.method.name}, {self.optimiser} {self.lr:g}, "
            f"{self.hidden} hidden, {self.rounds} iterations, seeds {first} to {last}"
        )

    @property
    def rounds(self) -> int:
        """How many iterations are played."""
        return self.data.iterations if self.iterations is None else self.iterations

    def config(self) -> gan.Config:
        """Return the configuration of the game that is played.

        An energy's autoencoder has as many layers of weights as the MLP in its place, or one more
        where that number is odd: the code lies in the middle. It has as many dimensions as z, but
        not more than a sample.
        """
        data, hidden = self.data, (self.data.width,) * self.hidden
        half = (data.width,) * (self.hidden // 2)
        critic: nets.MLP | nets.Autoencoder = nets.MLP((data.dim, *hidden, 1))
        if self.method.energy:
            critic = nets.Autoencoder((data.dim, *half, min(data.latent, data.dim)))
        return gan.Config(
            critic=critic,
            generator=nets.MLP((data.latent, *hidden, data.dim), output=data.output),
            objective=self.method.objective,
            constraint=self.method.constraint,
            batch=data.batch,
            n_critic=3,
            iterations=self.rounds,
            lr=self.lr,
            optimiser=self.optimiser,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them.

        Nothing is set up for it; the data are drawn once for each data set.
        """
        found = {**self.config().settings(), "data": self.data.settings()}
        return json.loads(json.dumps(found))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {
            "data": self.data.name,
            "method": self.method.name,
            "lr": self.lr,
            "hidden": self.hidden,
            "optimiser": self.optimiser,
        }

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return tuple(self.data.measures())

    def shortened(self) -> "Experiment":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        played = gan.start(self.config(), self.data.real, seeds=self.seeds, device=device)
        every = max(1, self.rounds // LOOKS)
        history = record(played, self.data.measures(), command=command, every=every)
        kept = DRAWN if self.data.dim <= 2 else IMAGES
        samples = np.asarray(played.fakes(DRAWN)[0, :kept]).astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)
