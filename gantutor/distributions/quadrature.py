"""Adaptive Gauss–Legendre quadrature on panels: exact to about 1e-12 for what the book draws."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from scipy.interpolate import BarycentricInterpolator

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
# No node lies in the outer 0.3% of a panel: a kink or a jump there is invisible to the rule.
# It is seen at two probes just inside the ends, where the interpolant must meet the integrand.
_PROBES = np.array([-1.0, 1.0]) * (1 - 2e-6)
_TO_PROBES = BarycentricInterpolator(_NODES, np.eye(20))(_PROBES).T
_BLIND = (1 + _NODES[0]) / 2
_RELATIVE = 1e-13
_ABSOLUTE = 1e-16
_DEEPEST = 60

Integrand = Callable[[np.ndarray], np.ndarray]


class _Rule(NamedTuple):
    """One application of the rule to many panels."""

    value: np.ndarray  # ∫ over each panel
    size: np.ndarray  # ∫ of |integrand|
    blind: np.ndarray  # how wrong the value may be for what happens in the blind ends


def integrate_panels(
    integrand: Integrand, edges: Sequence[float] | np.ndarray
) -> Float[np.ndarray, " panels"]:
    """∫ of ``integrand`` over each panel between neighbouring ``edges``.

    Every panel is halved until its 20-point rule and that of its halves agree to 1e-13 of the whole
    integral of |integrand|; kinks and jumps inside a panel are closed in on by bisection. The
    integrand is asked for inside the panels only, not at an edge.

    Raises:
        ValueError: edges that do not increase, or an integrand that is NaN or infinite.
        ArithmeticError: a panel does not converge in 60 halvings.
    """
    edges = np.asarray(edges, dtype=np.float64)
    if edges.ndim != 1 or not np.isfinite(edges).all() or np.any(np.diff(edges) < 0):
        raise ValueError(f"edges must be finite and increasing, got {edges}")
    total = np.zeros(max(len(edges) - 1, 0))
    low, high, owner = edges[:-1], edges[1:], np.arange(len(total))
    whole = _apply(integrand, low, high)
    coarse, scale = whole.value, float(whole.size.sum())
    for _ in range(_DEEPEST):
        middle = 0.5 * (low + high)
        left, right = _apply(integrand, low, middle), _apply(integrand, middle, high)
        fine = left.value + right.value
        error = np.maximum(np.abs(fine - coarse), left.blind + right.blind)
        done = error <= max(_RELATIVE * scale, _ABSOLUTE)
        np.add.at(total, owner[done], fine[done])
        if done.all():
            return total
        scale = max(scale, float((left.size + right.size).sum()))
        more = ~done
        low, high = (
            np.concatenate([low[more], middle[more]]),
            np.concatenate([middle[more], high[more]]),
        )
        owner = np.concatenate([owner[more], owner[more]])
        coarse = np.concatenate([left.value[more], right.value[more]])
    raise ArithmeticError(f"quadrature did not converge near x = {low[0]:.6g}")


def integrate(integrand: Integrand, edges: Sequence[float] | np.ndarray) -> float:
    """∫ of ``integrand`` from the first to the last of ``edges``; see `integrate_panels`."""
    return float(integrate_panels(integrand, edges).sum())


def with_sign_changes(
    function: Integrand, edges: Float[np.ndarray, " k"], cells: int = 16
) -> Float[np.ndarray, " m"]:
    """The ``edges`` and, between them, where ``function`` changes sign, by crossing or by a jump.

    Each panel is searched in ``cells`` cells and, at both ends, right beside its edge; two changes
    within one cell go unseen.
    """
    if len(edges) < 2:
        return edges
    beside = 1e-9
    steps = np.concatenate([[beside], (np.arange(cells) + 0.5) / cells, [1 - beside]])
    x = (edges[:-1, None] + np.diff(edges)[:, None] * steps).ravel()
    # A zero takes the sign before it, so that touching zero, or staying there, is no change.
    sign = np.sign(function(x))
    last = np.maximum.accumulate(np.where(sign != 0, np.arange(len(x)), 0))
    sign = sign[last]
    change = np.flatnonzero(sign[:-1] * sign[1:] < 0)
    low, high, before = x[last[change]], x[change + 1], sign[change]
    # Sixteen parts at a time, 13 times: to 2⁻⁵² of the cell.
    for _ in range(13 if len(change) else 0):
        parts = low[:, None] + (high - low)[:, None] * np.arange(17) / 16
        still = np.sign(function(parts[:, 1:-1])) == before[:, None]
        k = np.argmin(np.pad(still, ((0, 0), (0, 1))), axis=1)[:, None]
        low = np.take_along_axis(parts, k, axis=1)[:, 0]
        high = np.take_along_axis(parts, k + 1, axis=1)[:, 0]
    return np.unique(np.concatenate([edges, high]))


def _apply(integrand: Integrand, low: np.ndarray, high: np.ndarray) -> _Rule:
    half, middle = 0.5 * (high - low), 0.5 * (low + high)
    x = middle[:, None] + half[:, None] * np.concatenate([_NODES, _PROBES])
    values = np.asarray(integrand(x))
    if not np.isfinite(values).all():
        where = x[~np.isfinite(values)][0]
        raise ValueError(f"the integrand is not finite at x = {where:.6g}")
    at_nodes, at_probes = values[:, :-2], values[:, -2:]
    missed = np.abs(at_nodes @ _TO_PROBES - at_probes).max(axis=1, initial=0.0)
    return _Rule(
        value=half * (at_nodes @ _WEIGHTS),
        size=half * (np.abs(at_nodes) @ _WEIGHTS),
        blind=missed * _BLIND * 2 * half,
    )
