"""Laws that stand still side by side, for critics to tell apart: of the plane, and of digits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np
from jaxtyping import Float

from gantutor import data
from gantutor.distributions import Ring

Points = Float[np.ndarray, "n dim"]
Images = Float[np.ndarray, "images dim"]
Draw = Callable[[int, np.random.Generator], Points]

RING = Ring(std=0.1)
TRAINED_ON = 20_000  # samples of each law


class Drawn(NamedTuple):
    """Samples to look at: real ones, as many others, and fakes, each (n, dim)."""

    real: Points
    other: Points
    fake: Points


class Pair(Protocol):
    """A real law, and one that stands beside it as the fakes."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def dim(self) -> int: ...  # noqa: D102

    def train(self) -> tuple[Points, Points]:
        """Return real samples and fakes to train on, `TRAINED_ON` of each."""
        ...

    def look(self, n: int, key: tuple[int, ...]) -> Drawn:
        """Return n samples of each that nobody trained on; a key gives the same again."""
        ...


@dataclass(frozen=True)
class InThePlane:
    """The ring, and another law of the plane as the fakes."""

    name: str
    title: str
    fake: Draw
    dim: int = 2

    def train(self) -> tuple[Points, Points]:
        """Return real samples and fakes to train on."""
        real, _, fake = self.look(TRAINED_ON, (0, 6))
        return real, fake

    def look(self, n: int, key: tuple[int, ...]) -> Drawn:
        """Return n fresh samples of each."""
        rng = np.random.default_rng(key)
        return Drawn(RING.sample(n, rng), RING.sample(n, rng), self.fake(n, rng))


@dataclass(frozen=True)
class OfDigits:
    """MNIST's digits, 28 × 28, and images made of digits as the fakes.

    Critics train on other digits than those that are looked at, and the fakes are made of yet
    others (`digits`). ``fake`` makes n images out of given ones.
    """

    name: str
    title: str
    fake: Callable[[Images, int, np.random.Generator], Points]
    dim: int = 784

    def train(self) -> tuple[Points, Points]:
        """Return real samples and fakes to train on; the real ones are drawn with replacement."""
        rng = np.random.default_rng((0, 6))
        seen = digits().train
        real = seen[rng.integers(len(seen), size=TRAINED_ON)]
        return real, self.fake(digits().made_of, TRAINED_ON, rng)

    def look(self, n: int, key: tuple[int, ...]) -> Drawn:
        """Return n images of each; ValueError for more than half of those that are looked at."""
        rng = np.random.default_rng(key)
        fresh = digits().looked_at
        if 2 * n > len(fresh):
            raise ValueError(f"n must be at most half of {len(fresh)} digits, got {n}")
        order = rng.permutation(len(fresh))
        real, other = fresh[order[:n]], fresh[order[n : 2 * n]]
        return Drawn(real, other, self.fake(digits().made_of, n, rng))


class Digits(NamedTuple):
    """The 5,000 digits in three parts, no image in two of them."""

    train: Points
    made_of: Points
    looked_at: Points


@cache
def digits() -> Digits:
    """Return 2,000 digits to train on, 1,400 to make fakes of, and 1,600 to look at."""
    images = data.load("mnist_5k").images.astype(np.float64)
    order = np.random.default_rng(7).permutation(len(images))
    return Digits(*(images[part] for part in np.split(order, [2000, 3400])))


def _turned(n: int, rng: np.random.Generator) -> Points:
    """The ring, turned by half the angle between two modes."""
    angle = np.pi / RING.modes
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return RING.sample(n, rng) @ turn


def _reweighted(n: int, rng: np.random.Generator) -> Points:
    """The ring with masses 1 : 2 : … : 8 in the place of equal ones."""
    masses = np.arange(1, RING.modes + 1)
    modes = rng.choice(RING.modes, size=n, p=masses / masses.sum())
    return RING.centres[modes] + rng.normal(0.0, RING.std, (n, 2))


def _gaussian(images: Images, n: int, rng: np.random.Generator) -> Points:
    """A Gaussian with the images' mean and covariance: what the best linear generator draws."""
    return rng.multivariate_normal(images.mean(0), np.cov(images.T), size=n, method="eigh")


def _overlaid(images: Images, n: int, rng: np.random.Generator) -> Points:
    """The mean of two images, drawn at random."""
    first, second = rng.integers(len(images), size=(2, n))
    return (images[first] + images[second]) / 2


PAIRS: dict[str, Pair] = {
    pair.name: pair
    for pair in (
        InThePlane("shifted", "moved by 1", RING.shift((1.0, 0.0)).sample),
        InThePlane("widened", "1½ times as wide", Ring(radius=3.0, std=RING.std).sample),
        InThePlane("turned", "turned by half a gap", _turned),
        InThePlane("reweighted", "masses 1 to 8", _reweighted),
    )
}
"""The ring against other laws of the plane."""
DIGIT_PAIRS: dict[str, Pair] = {
    pair.name: pair
    for pair in (
        OfDigits("gaussian", "a Gaussian of the digits' mean and covariance", _gaussian),
        OfDigits("overlaid", "two digits laid over each other", _overlaid),
    )
}
"""Digits against images made of digits, in 784 dimensions."""
ALL_PAIRS: Mapping[str, Pair] = PAIRS | DIGIT_PAIRS
