"""Mixtures of laws on the line, and the two bumps of the book."""

# ruff: noqa: D102 — a method is documented once, on the law that declares it

from dataclasses import dataclass, replace
from math import inf, isfinite, log, sqrt

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import logsumexp, softmax

from gantutor.distributions.line import Law, Normal, Values, levels
from gantutor.distributions.masses import SUM_TOLERANCE
from gantutor.distributions.randomness import count, generator


@dataclass(frozen=True)
class Mixture(Law):
    """The law Σ w_k · laws[k]: first a component by its weight, then a draw from it."""

    weights: tuple[float, ...]
    laws: tuple[Law, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", tuple(float(w) for w in self.weights))
        object.__setattr__(self, "laws", tuple(self.laws))
        if not self.laws or len(self.weights) != len(self.laws):
            raise ValueError(
                "a mixture needs as many weights as laws, at least one, "
                f"got {len(self.weights)} weights and {len(self.laws)} laws"
            )
        if not all(isfinite(w) and w > 0 for w in self.weights):
            raise ValueError(f"weights must be positive and finite, got {self.weights}")
        if abs(sum(self.weights) - 1) > SUM_TOLERANCE:
            raise ValueError(f"weights must sum to 1, got {sum(self.weights):.15g}")

    @property
    def mean(self) -> float:
        return sum(w * law.mean for w, law in zip(self.weights, self.laws, strict=True))

    @property
    def std(self) -> float:
        centre = self.mean
        parts = zip(self.weights, self.laws, strict=True)
        return sqrt(sum(w * (law.std**2 + (law.mean - centre) ** 2) for w, law in parts))

    def logpdf(self, x: ArrayLike) -> Values:
        return logsumexp(self._log_parts(x), axis=0)[()]

    def cdf(self, x: ArrayLike) -> Values:
        parts = zip(self.weights, self.laws, strict=True)
        return np.sum([w * law.cdf(x) for w, law in parts], axis=0)

    def sf(self, x: ArrayLike) -> Values:
        parts = zip(self.weights, self.laws, strict=True)
        return np.sum([w * law.sf(x) for w, law in parts], axis=0)

    def score(self, x: ArrayLike) -> Values:
        parts = self._log_parts(x)
        dense = parts.max(axis=0) > -inf
        shares = softmax(np.where(dense, parts, 0.0), axis=0)
        # A component without density here has share zero and a NaN score: leave it out.
        scores = np.stack([np.asarray(law.score(x)) for law in self.laws])
        total = np.sum(shares * np.where(parts > -inf, scores, 0.0), axis=0)
        return np.where(dense, total, np.nan)[()]

    def quantile(self, u: ArrayLike) -> Values:
        u = levels(u)
        ends = np.stack([np.asarray(law.quantile(u)) for law in self.laws])
        low, high = ends.min(axis=0), ends.max(axis=0)
        # F⁻¹(0) is where F leaves zero, for every law here the left end of the support.
        high = np.where(u == 0, self.support[0], high)
        # Where F already reaches u at the lower end, as at an atom, that end is the quantile.
        high = np.where(self.cdf(low) >= u, low, high)
        # Bisection: F(low) ≤ u ≤ F(high) because each component obeys it.
        for _ in range(64):
            middle = 0.5 * (low + high)
            if np.all((middle == low) | (middle == high) | ~np.isfinite(middle)):
                break
            # The right tail is compared through 1 − F, which does not round to 1 there.
            below = np.where(u < 0.5, self.cdf(middle) < u, self.sf(middle) > 1 - u)
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return high[()]

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, " n"]:
        rng, n = generator(rng), count(n)
        chosen = rng.choice(len(self.laws), size=n, p=self.weights)
        draws = np.stack([law.sample(n, rng) for law in self.laws])
        return draws[chosen, np.arange(n)]

    def shift(self, delta: float) -> "Mixture":
        return replace(self, laws=tuple(law.shift(delta) for law in self.laws))

    @property
    def support(self) -> tuple[float, float]:
        lows, highs = zip(*(law.support for law in self.laws), strict=True)
        return (min(lows), max(highs))

    @property
    def breakpoints(self) -> tuple[float, ...]:
        return tuple(sorted({b for law in self.laws for b in law.breakpoints}))

    @property
    def atoms(self) -> tuple[tuple[float, float], ...]:
        found: dict[float, float] = {}
        for w, law in zip(self.weights, self.laws, strict=True):
            for at, mass in law.atoms:
                found[at] = found.get(at, 0.0) + w * mass
        return tuple(sorted(found.items()))

    def _log_parts(self, x: ArrayLike) -> np.ndarray:
        parts = zip(self.weights, self.laws, strict=True)
        return np.stack([log(w) + np.asarray(law.logpdf(x)) for w, law in parts])


def two_bumps(distance: float = 3.0, std: float = 0.5) -> Mixture:
    """Two equal normal bumps, ``distance`` apart and symmetric about 0."""
    return Mixture((0.5, 0.5), (Normal(-distance / 2, std), Normal(distance / 2, std)))
