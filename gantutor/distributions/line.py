"""Laws on the line: density, distribution function, quantiles, samples, shifts."""

# ruff: noqa: D102 — a method is documented once, on the law that declares it

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from math import inf, isfinite, log, pi, sqrt

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from gantutor.distributions.randomness import count, generator

# A scalar goes in, a scalar comes out; an array keeps its shape.
Values = Float[np.ndarray, "..."] | np.floating

# Where quadrature splits a normal, in standard deviations: beyond 12 lies a mass of 4e-33.
_NORMAL_PANELS = (-12, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12)


class Law(ABC):
    """A probability law on the line.

    ``pdf``, ``logpdf`` and ``score`` describe the part that has a density; point masses stand in
    ``atoms``. Every law here has one or the other or (a mixture) both.
    """

    @property
    @abstractmethod
    def mean(self) -> float:
        """E[X]."""

    @property
    @abstractmethod
    def std(self) -> float:
        """The standard deviation of X."""

    @abstractmethod
    def logpdf(self, x: ArrayLike) -> Values:
        """The log-density log p(x), in nats; −inf where there is no density."""

    @abstractmethod
    def cdf(self, x: ArrayLike) -> Values:
        """F(x) = P(X ≤ x), exact in the left tail."""

    @abstractmethod
    def sf(self, x: ArrayLike) -> Values:
        """1 − F(x) = P(X > x), exact in the right tail, where 1 − cdf(x) would round to zero."""

    @abstractmethod
    def score(self, x: ArrayLike) -> Values:
        """d/dx log p(x); NaN where there is no density."""

    @abstractmethod
    def quantile(self, u: ArrayLike) -> Values:
        """F⁻¹(u) = inf{x : F(x) ≥ u} for u in [0, 1]; ValueError outside."""

    @abstractmethod
    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, " n"]:
        """``n`` independent draws; ``rng`` is a generator or an integer seed."""

    @abstractmethod
    def shift(self, delta: float) -> "Law":
        """The law of X + delta."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """The least and the greatest value, possibly infinite."""

    @property
    @abstractmethod
    def breakpoints(self) -> tuple[float, ...]:
        """Increasing points where quadrature should split.

        All but 1e-32 of the mass lies between the first and the last; the density is smooth
        between neighbours.
        """

    @property
    def atoms(self) -> tuple[tuple[float, float], ...]:
        """The point masses, as (position, mass)."""
        return ()

    def pdf(self, x: ArrayLike) -> Values:
        """p(x), the density of the part that has one."""
        return np.exp(self.logpdf(x))


@dataclass(frozen=True)
class Normal(Law):
    """N(mean, std²)."""

    mean: float = 0.0
    std: float = 1.0

    def __post_init__(self) -> None:
        _require_finite("mean", self.mean)
        if not (isfinite(self.std) and self.std > 0):
            raise ValueError(f"std must be positive and finite, got {self.std}")

    def _standard(self, x: ArrayLike) -> Values:
        return (np.asarray(x, dtype=np.float64) - self.mean) / self.std

    def logpdf(self, x: ArrayLike) -> Values:
        return -0.5 * self._standard(x) ** 2 - log(self.std * sqrt(2 * pi))

    def cdf(self, x: ArrayLike) -> Values:
        return ndtr(self._standard(x))

    def sf(self, x: ArrayLike) -> Values:
        return ndtr(-self._standard(x))

    def score(self, x: ArrayLike) -> Values:
        return -self._standard(x) / self.std

    def quantile(self, u: ArrayLike) -> Values:
        return self.mean + self.std * ndtri(levels(u))

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, " n"]:
        return generator(rng).normal(self.mean, self.std, count(n))

    def shift(self, delta: float) -> "Normal":
        return replace(self, mean=self.mean + delta)

    @property
    def support(self) -> tuple[float, float]:
        return (-inf, inf)

    @property
    def breakpoints(self) -> tuple[float, ...]:
        return tuple(self.mean + self.std * k for k in _NORMAL_PANELS)


@dataclass(frozen=True)
class Uniform(Law):
    """The uniform law on [low, high]."""

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        _require_finite("low", self.low)
        _require_finite("high", self.high)
        if not self.low < self.high:
            raise ValueError(f"low must be below high, got low={self.low}, high={self.high}")

    @property
    def mean(self) -> float:
        return 0.5 * (self.low + self.high)

    @property
    def std(self) -> float:
        return (self.high - self.low) / sqrt(12)

    def logpdf(self, x: ArrayLike) -> Values:
        return np.where(self._inside(x), -log(self.high - self.low), -inf)[()]

    def cdf(self, x: ArrayLike) -> Values:
        x = np.asarray(x, dtype=np.float64)
        return np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)

    def sf(self, x: ArrayLike) -> Values:
        x = np.asarray(x, dtype=np.float64)
        return np.clip((self.high - x) / (self.high - self.low), 0.0, 1.0)

    def score(self, x: ArrayLike) -> Values:
        return np.where(self._inside(x), 0.0, np.nan)[()]

    def quantile(self, u: ArrayLike) -> Values:
        return self.low + (self.high - self.low) * levels(u)

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, " n"]:
        return generator(rng).uniform(self.low, self.high, count(n))

    def shift(self, delta: float) -> "Uniform":
        return replace(self, low=self.low + delta, high=self.high + delta)

    @property
    def support(self) -> tuple[float, float]:
        return (self.low, self.high)

    @property
    def breakpoints(self) -> tuple[float, ...]:
        return (self.low, self.high)

    def _inside(self, x: ArrayLike) -> np.ndarray | np.bool_:
        x = np.asarray(x, dtype=np.float64)
        return np.logical_and(self.low <= x, x <= self.high)


@dataclass(frozen=True)
class Dirac(Law):
    """The point mass at ``at``: no density, one atom."""

    at: float = 0.0

    def __post_init__(self) -> None:
        _require_finite("at", self.at)

    @property
    def mean(self) -> float:
        return self.at

    @property
    def std(self) -> float:
        return 0.0

    def logpdf(self, x: ArrayLike) -> Values:
        return np.full(np.shape(x), -inf)[()]

    def cdf(self, x: ArrayLike) -> Values:
        return np.where(np.asarray(x, dtype=np.float64) >= self.at, 1.0, 0.0)[()]

    def sf(self, x: ArrayLike) -> Values:
        return np.where(np.asarray(x, dtype=np.float64) >= self.at, 0.0, 1.0)[()]

    def score(self, x: ArrayLike) -> Values:
        return np.full(np.shape(x), np.nan)[()]

    def quantile(self, u: ArrayLike) -> Values:
        return np.full(np.shape(levels(u)), float(self.at))[()]

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, " n"]:
        generator(rng)
        return np.full(count(n), float(self.at))

    def shift(self, delta: float) -> "Dirac":
        return replace(self, at=self.at + delta)

    @property
    def support(self) -> tuple[float, float]:
        return (self.at, self.at)

    @property
    def breakpoints(self) -> tuple[float, ...]:
        return (self.at,)

    @property
    def atoms(self) -> tuple[tuple[float, float], ...]:
        return ((self.at, 1.0),)


def _require_finite(name: str, value: float) -> None:
    if not isfinite(value):
        raise ValueError(f"{name} must be finite, got {value}")


def levels(u: ArrayLike) -> Values:
    """Quantile levels as float64, each in [0, 1]; ValueError outside."""
    u = np.asarray(u, dtype=np.float64)
    if not np.all((u >= 0) & (u <= 1)):
        raise ValueError(f"quantile levels must lie in [0, 1], got {u.min()} to {u.max()}")
    return u
