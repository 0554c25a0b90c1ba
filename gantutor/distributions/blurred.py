"""Laws on the line with normal noise added to them: instance noise."""

# ruff: noqa: D102 — a method is documented once, on the law that declares it

from dataclasses import dataclass, replace
from functools import singledispatch
from math import hypot, inf, isfinite, log, pi, sqrt

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import log_ndtr, ndtr

from gantutor.distributions.line import Dirac, Law, Normal, Uniform, Values, levels
from gantutor.distributions.mixture import Mixture
from gantutor.distributions.randomness import count, generator

# As far as a normal is followed, in standard deviations.
_FAR = 12.0
_ROOT_2PI = sqrt(2 * pi)


def blurred(law: Law, noise: float) -> Law:
    """Return the law of X + noise · Z with Z ~ N(0, 1) independent of X: its density convolved.

    Exact: N(m, s²) becomes N(m, s² + noise²), a point mass a normal law, a uniform law a
    `BlurredUniform`, a mixture the mixture of its blurred components. ``noise`` = 0 returns the law
    itself.

    Raises:
        ValueError: ``noise`` is negative or not finite.
        TypeError: a law of a kind whose convolution is not known here.

    Source: Sønderby et al. (2017, instance noise); Arjovsky & Bottou (2017), section 3.
    """
    if not (isfinite(noise) and noise >= 0):
        raise ValueError(f"noise must be finite and at least 0, got {noise}")
    return _blurred(law, noise) if noise else law


@singledispatch
def _blurred(law: Law, noise: float) -> Law:
    raise TypeError(f"no convolution with a normal law is known for {law!r}")


@_blurred.register
def _(law: Normal, noise: float) -> Law:
    return Normal(law.mean, hypot(law.std, noise))


@_blurred.register
def _(law: Dirac, noise: float) -> Law:
    return Normal(law.at, noise)


@_blurred.register
def _(law: Mixture, noise: float) -> Law:
    return replace(law, laws=tuple(_blurred(part, noise) for part in law.laws))


@_blurred.register
def _(law: Uniform, noise: float) -> Law:
    return BlurredUniform(law.low, law.high, noise)


@dataclass(frozen=True)
class BlurredUniform(Law):
    """The law of U + noise · Z: U uniform on [low, high], Z ~ N(0, 1).

    p(x) = (Φ((x − low)/noise) − Φ((x − high)/noise)) / (high − low), computed by its logarithm, so
    that it keeps its digits far outside [low, high].
    """

    low: float = 0.0
    high: float = 1.0
    noise: float = 1.0

    def __post_init__(self) -> None:
        Uniform(self.low, self.high)
        if not (isfinite(self.noise) and self.noise > 0):
            raise ValueError(f"noise must be finite and above 0, got {self.noise}")

    @property
    def mean(self) -> float:
        return 0.5 * (self.low + self.high)

    @property
    def std(self) -> float:
        return hypot((self.high - self.low) / sqrt(12), self.noise)

    def _outward(self, x: ArrayLike) -> tuple[Values, Values]:
        """How far beyond the nearer and the farther end, in units of the noise.

        The law is symmetric about its mean: every point is taken to the right of it.
        """
        away = np.abs(np.asarray(x, dtype=np.float64) - self.mean)
        half = 0.5 * (self.high - self.low)
        return (away - half) / self.noise, (away + half) / self.noise

    def logpdf(self, x: ArrayLike) -> Values:
        near, far = self._outward(x)
        top = log_ndtr(-near)
        return (top + np.log1p(-np.exp(log_ndtr(-far) - top)) - log(self.high - self.low))[()]

    def cdf(self, x: ArrayLike) -> Values:
        x = np.asarray(x, dtype=np.float64)
        tail = self._tail(x)
        return np.where(x < self.mean, tail, 1 - tail)[()]

    def sf(self, x: ArrayLike) -> Values:
        return self.cdf(2 * self.mean - np.asarray(x, dtype=np.float64))

    def _tail(self, x: Values) -> Values:
        """P(X beyond x, on its side of the mean): ∫ of Φ(−z) from near to far, in closed form."""
        near, far = self._outward(x)

        def rest(z: Values) -> Values:
            return np.exp(-0.5 * z * z) / _ROOT_2PI - z * ndtr(-z)

        return (rest(near) - rest(far)) * self.noise / (self.high - self.low)

    def score(self, x: ArrayLike) -> Values:
        x = np.asarray(x, dtype=np.float64)
        near, far = self._outward(x)
        mass = np.asarray(self.logpdf(x)) + log((self.high - self.low) * _ROOT_2PI)
        slope = np.exp(-0.5 * far * far - mass) - np.exp(-0.5 * near * near - mass)
        return (np.sign(x - self.mean) * slope / self.noise)[()]

    def quantile(self, u: ArrayLike) -> Values:
        u = levels(u)
        reach = 0.5 * (self.high - self.low) + 40 * self.noise
        # The left half by bisection; the right one is its mirror image.
        least = np.minimum(u, 1 - u)
        low, high = np.full(least.shape, -reach), np.zeros(least.shape)
        for _ in range(100):
            middle = 0.5 * (low + high)
            below = self._tail(self.mean + middle) < least
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        away = np.where(least == 0, -inf, high)
        return (self.mean + np.where(u < 0.5, away, -away))[()]

    def sample(self, n: int, rng: np.random.Generator | int) -> Float[np.ndarray, " n"]:
        rng, n = generator(rng), count(n)
        return rng.uniform(self.low, self.high, n) + self.noise * rng.standard_normal(n)

    def shift(self, delta: float) -> "BlurredUniform":
        return replace(self, low=self.low + delta, high=self.high + delta)

    @property
    def support(self) -> tuple[float, float]:
        return (-inf, inf)

    @property
    def breakpoints(self) -> tuple[float, ...]:
        steps = (-_FAR, -8.0, -5.0, -2.5, 0.0, 2.5, 5.0, 8.0, _FAR)
        ends = {end + self.noise * k for end in (self.low, self.high) for k in steps}
        # Steps inwards from one end may pass the other: further out than 12 is nothing.
        first, last = self.low - _FAR * self.noise, self.high + _FAR * self.noise
        return tuple(sorted(x for x in ends if first <= x <= last))
