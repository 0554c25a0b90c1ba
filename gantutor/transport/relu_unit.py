"""The best critic of one hidden layer whose norms are 1, on the line: a single ReLU unit.

Its gap is what spectral normalisation leaves of W1 there.
"""

from typing import NamedTuple

import numpy as np

from gantutor.distributions import Law
from gantutor.distributions.cdfs import cdf_gap, split_points
from gantutor.distributions.quadrature import integrate, integrate_panels
from gantutor.names import known

SIDES: tuple[str, ...] = ("right", "left")


class ReluUnit(NamedTuple):
    """The critic sign · max(0, x − knot), or sign · max(0, knot − x) on the "left" side.

    ``gap`` = E f(x) − E f(y) ≥ 0, in the units of x. A knot at the outermost edge of both laws is
    a straight line.
    """

    gap: float
    knot: float
    side: str
    sign: int


def relu_unit_gap(P: Law, Q: Law, knot: float, side: str = "right") -> float:
    """E f(x) − E f(y) for f = max(0, x − knot), or max(0, knot − x) on the "left".

    ∫ (G − F) over the right of the knot, or ∫ (F − G) over its left; in the units of x.

    Raises:
        ValueError: another side.
    """
    known("side", side, SIDES)
    edges = np.unique(np.append(split_points(P, Q), knot))
    part = edges[edges >= knot] if side == "right" else edges[edges <= knot]
    if len(part) < 2:
        return 0.0
    area = integrate(lambda x: np.asarray(cdf_gap(P, Q, x)), part)
    return float(-area if side == "right" else area)


def best_relu_unit(P: Law, Q: Law) -> ReluUnit:
    """The best critic among all ReLU networks of one hidden layer with both norms 1.

    It is a single unit, whatever the width. On the line such a network is Σ aₖ max(0, wₖx + bₖ)
    with Σ |aₖwₖ| ≤ ‖a‖‖w‖ = 1: an average of units, and no average beats the best of them. Its
    knot is where F and G cross, or beyond both laws. Biases are free.
    """
    edges = split_points(P, Q)
    areas = integrate_panels(lambda x: np.asarray(cdf_gap(P, Q, x)), edges)
    heads = np.concatenate([[0.0], np.cumsum(areas)])  # ∫ (F − G) up to each edge
    gaps = {"left": heads, "right": heads - heads[-1]}
    side = max(SIDES, key=lambda s: float(np.abs(gaps[s]).max()))
    k = int(np.abs(gaps[side]).argmax())
    sign = -1 if gaps[side][k] < 0 else 1
    return ReluUnit(float(abs(gaps[side][k])), float(edges[k]), side, sign)
