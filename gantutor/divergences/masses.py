"""Divergences of laws on finitely many points, in nats."""

from math import log

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import rel_entr

from gantutor.distributions import masses, point_pair
from gantutor.divergences.generators import FGenerator, f_generator

JS_MAX = log(2)
"""The value of JS for laws that do not overlap: log 2 = 0.693147… nats, its maximum."""


def kl(p: ArrayLike, q: ArrayLike) -> float:
    """KL(p‖q) = Σ p log(p / q), in nats, in [0, ∞].

    ``p`` and ``q`` are mass vectors (n,) over the same points. Infinite where only p has mass.

    Raises:
        ValueError: unequal shapes, or a vector that is no law (`masses`).

    Source: Kullback & Leibler (1951).
    """
    p, q = _pair(p, q)
    return float(rel_entr(p, q).sum())


def js(p: ArrayLike, q: ArrayLike) -> float:
    """JS(p, q) = ½ KL(p‖m) + ½ KL(q‖m) with m = ½ (p + q), in nats, in [0, log 2].

    ``p`` and ``q`` are mass vectors (n,) over the same points; log 2 if and only if no point has
    mass under both.

    Raises:
        ValueError: unequal shapes, or a vector that is no law (`masses`).

    Source: Lin (1991).
    """
    p, q = _pair(p, q)
    middle = 0.5 * (p + q)
    return float(0.5 * (rel_entr(p, middle) + rel_entr(q, middle)).sum())


def tv(p: ArrayLike, q: ArrayLike) -> float:
    """TV(p, q) = ½ Σ |p − q|, in [0, 1].

    ``p`` and ``q`` are mass vectors (n,) over the same points.

    Raises:
        ValueError: unequal shapes, or a vector that is no law (`masses`).
    """
    p, q = _pair(p, q)
    return float(0.5 * np.abs(p - q).sum())


def f_divergence(p: ArrayLike, q: ArrayLike, generator: FGenerator | str) -> float:
    """D_f(p, q) = Σ q f(p / q), with the limits of f where p or q is zero.

    ``p`` and ``q`` are mass vectors (n,) over the same points; ``generator`` is an `FGenerator` or
    the name of one in `F_GENERATORS`. In nats where f uses the natural logarithm.

    Raises:
        ValueError: unequal shapes, a vector that is no law (`masses`), or an unknown name.

    Source: Nowozin, Cseke & Tomioka (2016), section 2.1.
    """
    p, q = _pair(p, q)
    return float(perspective(p, q, f_generator(generator)).sum())


def js_samples(x: ArrayLike, y: ArrayLike) -> float:
    """JS of the two empirical laws: exact, by counting the points that coincide.

    ``x`` (n, d) or (n,), ``y`` (m, d) or (m,); in nats, in [0, log 2]. Samples of laws with a
    density share no point, so that this is log 2 however close the laws are.

    Raises:
        ValueError: empty, not finite, or unequal dimensions.
    """
    real, fake = point_pair(x, y)
    _, label = np.unique(np.concatenate([real, fake]), axis=0, return_inverse=True)
    label = label.ravel()
    count = int(label.max()) + 1
    p = np.bincount(label[: len(real)], minlength=count) / len(real)
    q = np.bincount(label[len(real) :], minlength=count) / len(fake)
    return js(p, q)


def perspective(
    p: Float[np.ndarray, "..."], q: Float[np.ndarray, "..."], generator: FGenerator
) -> Float[np.ndarray, "..."]:
    """Q f(p / q) for every pair of masses, by its limits where one of them is zero."""
    terms = np.zeros(p.shape)
    both = (p > 0) & (q > 0)
    terms[both] = q[both] * generator.f(p[both] / q[both])
    only_p, only_q = (p > 0) & (q == 0), (p == 0) & (q > 0)
    terms[only_p] = p[only_p] * generator.slope
    terms[only_q] = q[only_q] * generator.at_zero
    return terms


def _pair(p: ArrayLike, q: ArrayLike) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " n"]]:
    if np.shape(p) != np.shape(q):
        raise ValueError(f"p and q must have the same shape, got {np.shape(p)} and {np.shape(q)}")
    return masses(p, "p"), masses(q, "q")
