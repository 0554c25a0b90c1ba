"""What the methods are tried on, with the networks and the budget that belong to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from jaxtyping import Float

from gantutor import metrics
from gantutor.data import digits
from gantutor.distributions import Grid, Law, Normal, PlaneLaw, Ring, SwissRoll, two_bumps
from gantutor.metrics import Floor
from gantutor.metrics.samples import Fakes
from gantutor.training.samples import digest

SAMPLES = 20_000  # of a law, drawn once


@dataclass(frozen=True)
class DataSet:
    """Real samples, and the one setting in which every method meets them.

    ``law``: what they are drawn from; None for the bundled digits. Both networks have hidden
    layers of ``width``; ``latent`` dimensions go in. ``judged`` samples are compared by exact W1.
    """

    name: str
    title: str
    law: Law | PlaneLaw | None
    iterations: int
    width: int = 64
    latent: int = 2
    batch: int = 128
    judged: int = 256
    output: str = "linear"

    @property
    def real(self) -> Float[np.ndarray, "N d"]:
        """The real samples, the same for all methods; read-only."""
        return _real(self)

    @property
    def dim(self) -> int:
        """The dimension of a sample."""
        return self.real.shape[1]

    def settings(self) -> dict[str, Any]:
        """Return shape and digest of the real samples, as the settings of a run on them do."""
        return {"x": list(self.real.shape), "y": None, "digest": _digest(self)}

    @property
    def floor(self) -> Floor:
        """The exact W1 of real against other real samples, as many as are ``judged``."""
        return _floor(self)

    def measures(self) -> dict[str, Callable[[Fakes], np.ndarray]]:
        """Return what is measured of a run, by name.

        ``w1`` always; ``modes`` and ``quality`` (within 3 deviations of a centre) where there are
        modes in the plane; ``precision`` and ``recall`` (3 nearest neighbours, 500 samples) where
        there are none.
        """
        found = {"w1": metrics.w1_measure(self.real, n=self.judged)}
        if isinstance(self.law, Ring | Grid):
            centres, std = self.law.centres, self.law.std
            for word, score in (
                ("modes", metrics.modes_covered),
                ("quality", metrics.high_quality),
            ):
                found[word] = metrics.of_fakes(partial(score, centres=centres, std=std), 1000)
        elif self.law is None or isinstance(self.law, SwissRoll):
            chosen = np.random.default_rng(0).choice(len(self.real), 500, replace=False)
            some = self.real[chosen]
            for k, word in enumerate(("precision", "recall")):
                found[word] = metrics.of_fakes(partial(_manifold, real=some, which=k), 500)
        return found

    def true_scores(self) -> Mapping[str, float]:
        """Return what real samples score in the measures besides W1: what a perfect one would."""
        rng = np.random.default_rng(1)
        perfect = _Perfect(lambda n: self.real[rng.choice(len(self.real), n, replace=False)])
        scores = {k: measure(perfect) for k, measure in self.measures().items() if k != "w1"}
        return {name: float(np.asarray(value)[0]) for name, value in scores.items()}


@dataclass(frozen=True)
class _Perfect:
    """A generator that copies real samples."""

    draw: Callable[[int], Float[np.ndarray, "n d"]]

    def fakes(self, n: int, seed: int = 0) -> Float[np.ndarray, "1 n d"]:
        """Return n real samples, as one seed's."""
        return self.draw(n)[None]


def _manifold(
    fakes: Float[np.ndarray, "seeds n d"], real: Float[np.ndarray, "m d"], which: int
) -> Float[np.ndarray, " seeds"]:
    return np.asarray(metrics.precision_recall(real, fakes)[which])


@cache
def _real(data: DataSet) -> Float[np.ndarray, "N d"]:
    if data.law is None:
        return digits().images
    drawn = np.asarray(data.law.sample(SAMPLES, np.random.default_rng(0)))
    drawn = drawn[:, None] if drawn.ndim == 1 else drawn
    drawn.setflags(write=False)
    return drawn


@cache
def _digest(data: DataSet) -> str:
    return digest(torch.tensor(data.real, dtype=torch.float32))


@cache
def _floor(data: DataSet) -> Floor:
    return metrics.w1_floor(data.real, data.judged, repeats=8, rng=0)


DATA: dict[str, DataSet] = {
    data.name: data
    for data in (
        DataSet("normal", "normal, moved", Normal(2.0, 0.5), 400, judged=1000),
        DataSet("two_bumps", "two bumps", two_bumps(), 400, judged=1000),
        DataSet("ring", "ring of 8", Ring(std=0.1), 600),
        DataSet("grid", "grid of 25", Grid(), 1000),
        DataSet("swiss_roll", "Swiss roll", SwissRoll(), 600),
        DataSet("digits", "digits 8 × 8", None, 600, width=128, latent=32, batch=64, output="tanh"),
    )
}
