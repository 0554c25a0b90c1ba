"""The slope that a product of norms leaves: exact for one hidden layer on the line.

A ReLU network whose layers all have norm 1 is 1-Lipschitz. Not every 1-Lipschitz function is such
a network: to turn a slope round costs some of it.
"""

from math import sqrt
from typing import NamedTuple

import numpy as np

from gantutor.distributions import Law
from gantutor.distributions.quadrature import integrate, integrate_panels
from gantutor.transport.laws import cdf_gap, split_points

SIDES: tuple[str, ...] = ("right", "left")


class Hinge(NamedTuple):
    """The critic sign · max(0, x − knot), or sign · max(0, knot − x) on the "left" side.

    ``gap`` = E f(x) − E f(y) ≥ 0, in the units of x. A knot at the outermost edge of both laws is
    a straight line.
    """

    gap: float
    knot: float
    side: str
    sign: int


def hinge_gap(P: Law, Q: Law, knot: float, side: str = "right") -> float:
    """Return E f(x) − E f(y) for f = max(0, x − knot), or max(0, knot − x) on the "left".

    ∫ (G − F) over the right of the knot, or ∫ (F − G) over its left. ValueError for another side.
    """
    if side not in SIDES:
        raise ValueError(f"unknown side {side!r}; known: {', '.join(SIDES)}")
    edges = np.unique(np.append(split_points(P, Q), knot))
    part = edges[edges >= knot] if side == "right" else edges[edges <= knot]
    if len(part) < 2:
        return 0.0
    area = integrate(lambda x: np.asarray(cdf_gap(P, Q, x)), part)
    return float(-area if side == "right" else area)


def best_hinge(P: Law, Q: Law) -> Hinge:
    """Return the best critic among all ReLU networks of one hidden layer with both norms 1.

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
    return Hinge(float(abs(gaps[side][k])), float(edges[k]), side, sign)


def turn_bound(depth: int) -> float:
    """Return what half the change of slope cannot exceed in a ReLU network of layers of norm 1.

    With slope s at one point of a straight line and −t at another, (s + t)/2 is at most 1/2 for
    two layers of weights and √((L − 2)/L) for L ≥ 3, at any width; reached for two and three
    layers. One layer cannot turn: 0. It tends to 1, slowly. ValueError for a depth below 1.
    """
    if depth < 1:
        raise ValueError(f"depth must be at least 1, got {depth}")
    return 0.0 if depth == 1 else 0.5 if depth == 2 else sqrt((depth - 2) / depth)
