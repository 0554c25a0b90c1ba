"""The transport problem: its cost matrix, its checked masses and its certified answer."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.spatial.distance import cdist

from gantutor.distributions import masses, point_pair, uniform_masses
from gantutor.names import known

GAP_TOLERANCE = 1e-9


class TransportError(RuntimeError):
    """A solver did not return the optimum, or its answer fails the checks of optimality."""


@dataclass(frozen=True, eq=False)
class Transport:
    """An optimal plan together with the potentials that prove it optimal.

    ``cost`` = Σ plan_ij C_ij; ``plan`` (n, m) has rows summing to a and columns to b; the
    potentials ``f`` (n,) and ``g`` (m,) obey f_i + g_j ≤ C_ij, with equality where mass is moved.
    ``gap`` = cost − (Σ a_i f_i + Σ b_j g_j), zero but for rounding. Gauge: Σ a_i f_i = 0.
    """

    cost: float
    plan: Float[np.ndarray, "n m"]
    f: Float[np.ndarray, " n"]
    g: Float[np.ndarray, " m"]
    gap: float


def cost_matrix(x: ArrayLike, y: ArrayLike, metric: str = "euclidean") -> Float[np.ndarray, "n m"]:
    """The cost of moving each real point to each fake one.

    C_ij = ‖x_i − y_j‖ for "euclidean" (the cost of W1), ‖x_i − y_j‖² for "sqeuclidean" (of W2²).

    Raises:
        ValueError: an unknown metric, or samples empty, not finite or of unequal dimension.
    """
    known("metric", metric, ("euclidean", "sqeuclidean"))
    real, fake = point_pair(x, y)
    return cdist(real, fake, metric)


def problem(
    C: ArrayLike, a: ArrayLike | None = None, b: ArrayLike | None = None
) -> tuple[Float[np.ndarray, "n m"], Float[np.ndarray, " n"], Float[np.ndarray, " m"]]:
    """The checked problem (C, a, b); missing masses are uniform, and nothing is renormalised.

    Raises:
        ValueError: C is not a finite matrix with at least one entry, or a or b is not a law on its
            rows or columns.
    """
    C = np.ascontiguousarray(C, dtype=np.float64)
    if C.ndim != 2 or C.size == 0:
        raise ValueError(f"C must be a matrix with at least one entry, got shape {C.shape}")
    if not np.isfinite(C).all():
        raise ValueError(f"C must be finite, got {C[~np.isfinite(C)][0]}")
    n, m = C.shape
    return C, masses_on(n, a, "a"), masses_on(m, b, "b")


def masses_on(n: int, values: ArrayLike | None, name: str) -> Float[np.ndarray, " n"]:
    """Checked masses on ``n`` points, uniform where ``values`` is None; ValueError as `masses`."""
    if values is None:
        return uniform_masses(n)
    vector = masses(values, name)
    if len(vector) != n:
        raise ValueError(f"{name} must hold one mass for each of {n} points, got {len(vector)}")
    return vector


def certified(
    C: Float[np.ndarray, "n m"],
    a: Float[np.ndarray, " n"],
    b: Float[np.ndarray, " m"],
    plan: Float[np.ndarray, "n m"],
    f: Float[np.ndarray, " n"],
    g: Float[np.ndarray, " m"],
) -> Transport:
    """The answer in the gauge Σ a_i f_i = 0, after its optimality has been checked.

    Weak duality makes the checks a proof: a plan with the right marginals costs at least as much as
    any feasible potentials are worth, so a plan and potentials of equal value are both optimal.

    Raises:
        TransportError: marginals, feasibility or the duality gap are off by more than 1e-9 of the
            largest mass or cost.
    """
    scale = float(np.abs(C).max())
    level = float(a @ f)
    f, g = f - level, g + level
    cost = float(np.sum(plan * C))
    gap = cost - float(a @ f + b @ g)
    marginal = max(
        float(np.abs(plan.sum(axis=1) - a).max()),
        float(np.abs(plan.sum(axis=0) - b).max()),
        -float(plan.min()),
    )
    excess = float((f[:, None] + g - C).max())
    if not marginal <= GAP_TOLERANCE:
        raise TransportError(f"the plan misses its marginals by {marginal:.3g}")
    if not excess <= GAP_TOLERANCE * scale:
        raise TransportError(f"the potentials exceed the cost by {excess:.3g} (scale {scale:.3g})")
    if not abs(gap) <= GAP_TOLERANCE * scale:
        raise TransportError(f"the duality gap is {gap:.3g} (scale {scale:.3g})")
    return Transport(cost=cost, plan=plan, f=f, g=g, gap=gap)
