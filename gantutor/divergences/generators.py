"""f-divergences: one convex function each."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, log

import numpy as np
from scipy.special import xlogy

from gantutor.names import known


@dataclass(frozen=True)
class FGenerator:
    """A convex f with f(1) = 0, which makes the divergence D_f(P, Q) = ∫ q f(p / q).

    ``f`` maps an array of ratios t > 0; ``at_zero`` is f(0⁺), what Q pays where P has nothing;
    ``slope`` is lim f(t)/t for t → ∞, what P pays where Q has nothing; both may be infinite.

    Source: Nowozin, Cseke & Tomioka (2016), section 2.1.
    """

    name: str
    f: Callable[[np.ndarray], np.ndarray]
    at_zero: float
    slope: float


F_GENERATORS = {
    g.name: g
    for g in (
        FGenerator("kl", lambda t: xlogy(t, t), 0.0, inf),
        FGenerator("reverse_kl", lambda t: -np.log(t), inf, 0.0),
        FGenerator(
            "js",
            lambda t: 0.5 * (xlogy(t, t) - (1 + t) * np.log((1 + t) / 2)),
            0.5 * log(2),
            0.5 * log(2),
        ),
        FGenerator("tv", lambda t: 0.5 * np.abs(t - 1), 0.5, 0.5),
        FGenerator("hellinger", lambda t: 0.5 * (np.sqrt(t) - 1) ** 2, 0.5, 0.5),
    )
}


def f_generator(generator: FGenerator | str) -> FGenerator:
    """The generator itself, or the one of that name; ValueError names those there are."""
    if isinstance(generator, FGenerator):
        return generator
    return F_GENERATORS[known("f-divergence", generator, F_GENERATORS)]
