"""The first GAN of the book with the very settings of its source, for longer than a page trains."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float32, Int
from scipy.spatial.distance import cdist, pdist

from gantutor import gan, metrics, nets
from gantutor.data import load
from gantutor.data.images import to_levels
from gantutor.experiments.outcome import Outcome
from gantutor.recording import record
from gantutor.training.samples import digest

DATA, PIXELS = "mnist_5k", 784
SEEDS = (0, 1, 2)
ITERATIONS, SNAPSHOTS = 10_000, 10
N = 250  # images that are measured
GRID = 36
MEASURED = ("w1", "variety", "digits")


class Judged(NamedTuple):
    """Digits in [0, 1] to train on, and two sets of them, without a common image, to measure by."""

    x: Float32[np.ndarray, "n 784"]
    ours: Float32[np.ndarray, "m 784"]
    labels: Int[np.ndarray, " m"]
    others: Float32[np.ndarray, "m 784"]


@dataclass(frozen=True)
class FirstGame:
    """Two networks of one hidden layer that play on real digits, as the source has them.

    Rate 2e-4, momentum 0.9, batches of 128, z uniform on (−1, 1), weights from N(0, 2/inputs).
    The source plays 70,000 steps on all of MNIST; here they are fewer, on 5,000 of its digits.
    """

    seeds: tuple[int, ...] = SEEDS
    iterations: int = ITERATIONS

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        return f"{DATA}, as the source, {self.iterations} iterations"

    def config(self) -> gan.Config:
        """Return the configuration of the run."""
        return gan.Config(
            critic=nets.MLP((PIXELS, 256, 1), init="he"),
            generator=nets.MLP((100, 256, PIXELS), output="sigmoid", init="he"),
            objective="nonsaturating",
            constraint="free",
            latent="uniform",
            n_critic=1,
            batch=128,
            lr=2e-4,
            betas=(0.9, 0.999),
            decay=False,
            average=0.0,
            iterations=self.iterations,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x = judged().x
        data = {"x": list(x.shape), "digest": digest(torch.tensor(x)), "y": None}
        return json.loads(json.dumps({**self.config().settings(), "data": data}))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {"data": DATA, "method": "as the source"}

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return MEASURED

    def shortened(self) -> "FirstGame":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        played = gan.start(self.config(), judged().x, seeds=self.seeds, device=device)
        history = record(
            played,
            measures(),
            {"grid": lambda run: to_levels(2 * run.fakes(GRID, seed=1) - 1)},
            command=command,
            every=max(1, self.iterations // SNAPSHOTS),
        )
        samples = played.fakes(GRID, seed=1)[0].astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)


@cache
def judged() -> Judged:
    """Return the digits; `ours` and `others` are of those that are trained on, as in the book."""
    digits = load(DATA)
    x = (digits.images + 1) / 2
    order = np.random.default_rng(0).permutation(len(x))
    ours, others = order[:N], order[N : 2 * N]
    return Judged(x, x[ours], digits.labels[ours], x[others])


def measures() -> Mapping[str, Callable[[Any], np.ndarray]]:
    """Return what is measured of a run, by name.

    ``w1``: exact W1 in pixels. ``variety``: how far two generated images are apart, in means, as a
    share of what two real ones are. ``digits``: how many of the ten are the class of a nearest
    real image of some generated one.
    """
    by = judged()
    far_apart = pdist(by.others).mean()

    def variety(fakes: np.ndarray) -> list[float]:
        return [float(pdist(one).mean() / far_apart) for one in fakes]

    def met(fakes: np.ndarray) -> list[int]:
        return [len(np.unique(by.labels[cdist(one, by.ours).argmin(axis=1)])) for one in fakes]

    return {
        "w1": metrics.w1_measure(by.others, n=N),
        "variety": metrics.of_fakes(variety, N),
        "digits": metrics.of_fakes(met, N),
    }


def first_game() -> list[FirstGame]:
    """The source's own settings for a seventh of its steps, three seeds."""
    return [FirstGame()]
