"""Laws in the plane: the toy data sets that critics and generators are tried on."""

# ruff: noqa: D102 — a method is documented once, on the law that declares it

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from math import isfinite, pi

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions.randomness import count, generator

Point = tuple[float, float]


@dataclass(frozen=True)
class PlaneLaw(ABC):
    """A probability law in the plane that can be drawn from and moved."""

    centre: Point = field(default=(0.0, 0.0), kw_only=True)

    def __post_init__(self) -> None:
        if len(self.centre) != 2 or not all(map(isfinite, self.centre)):
            raise ValueError(f"centre must be two finite numbers, got {self.centre}")

    @abstractmethod
    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, "n 2"]:
        """``n`` independent draws; ``rng`` is a generator or an integer seed."""

    def shift(self, delta: ArrayLike) -> "PlaneLaw":
        """The law moved by ``delta`` = (dx, dy).

        Raises:
            ValueError: ``delta`` is not two finite numbers.
        """
        step = np.asarray(delta, dtype=np.float64)
        if step.shape != (2,) or not np.isfinite(step).all():
            raise ValueError(f"delta must be two finite numbers (dx, dy), got {delta!r}")
        x, y = self.centre
        return replace(self, centre=(x + float(step[0]), y + float(step[1])))


class _Modes(PlaneLaw):
    """Equal isotropic normal bumps of deviation ``std`` around the rows of ``centres``."""

    @property
    @abstractmethod
    def std(self) -> float:
        """The deviation of one bump along each axis."""

    @property
    @abstractmethod
    def centres(self) -> Float[np.ndarray, "k 2"]:
        """The centres of the modes, one a row."""

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, "n 2"]:
        rng, n = generator(rng), count(n)
        centres = self.centres
        return centres[rng.integers(len(centres), size=n)] + rng.normal(0.0, self.std, (n, 2))


@dataclass(frozen=True)
class Ring(_Modes):
    """``modes`` equal bumps of deviation ``std``, evenly spaced on a circle of ``radius``."""

    modes: int = 8
    radius: float = 2.0
    std: float = 0.02

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_whole("modes", self.modes)
        _require_positive("radius", self.radius)
        _require_positive("std", self.std)

    @property
    def centres(self) -> Float[np.ndarray, "k 2"]:
        angle = 2 * pi * np.arange(self.modes) / self.modes
        circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return np.asarray(self.centre) + self.radius * circle


@dataclass(frozen=True)
class Grid(_Modes):
    """``side`` × ``side`` equal bumps of deviation ``std``, ``spacing`` apart."""

    side: int = 5
    spacing: float = 1.0
    std: float = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_whole("side", self.side)
        _require_positive("spacing", self.spacing)
        _require_positive("std", self.std)

    @property
    def centres(self) -> Float[np.ndarray, "k 2"]:
        ticks = self.spacing * (np.arange(self.side) - (self.side - 1) / 2)
        across, up = np.meshgrid(ticks, ticks, indexing="ij")
        return np.asarray(self.centre) + np.stack([across.ravel(), up.ravel()], axis=1)


@dataclass(frozen=True)
class SwissRoll(PlaneLaw):
    """A spiral of one and a half turns that ends at ``radius``, with normal ``noise`` around it.

    (t cos t, t sin t) with t uniform on [3π/2, 9π/2], scaled so that t = 9π/2 lies at ``radius``:
    the toy of Gulrajani et al. (2017), figure 1b.
    """

    radius: float = 2.0
    noise: float = 0.03

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_positive("radius", self.radius)
        if not (isfinite(self.noise) and self.noise >= 0):
            raise ValueError(f"noise must be finite and not negative, got {self.noise}")

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, "n 2"]:
        rng, n = generator(rng), count(n)
        angle = 1.5 * pi * (1 + 2 * rng.random(n))
        length = self.radius * angle / (4.5 * pi)
        spiral = np.stack([length * np.cos(angle), length * np.sin(angle)], axis=1)
        return np.asarray(self.centre) + spiral + self.noise * rng.standard_normal((n, 2))


@dataclass(frozen=True)
class Segment(PlaneLaw):
    """The uniform law on the horizontal segment of ``length`` that starts at ``centre``."""

    length: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_positive("length", self.length)

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, "n 2"]:
        along = self.length * generator(rng).random(count(n))
        return np.asarray(self.centre) + np.stack([along, np.zeros_like(along)], axis=1)


def _require_positive(name: str, value: float) -> None:
    if not (isfinite(value) and value > 0):
        raise ValueError(f"{name} must be positive and finite, got {value}")


def _require_whole(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ValueError(f"{name} must be a whole number of at least 1, got {value!r}")
