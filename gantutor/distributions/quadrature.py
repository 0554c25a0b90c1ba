"""Adaptive Gauss–Legendre quadrature on panels: exact to about 1e-12 for what the book draws."""

from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Float

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_RELATIVE = 1e-13
_ABSOLUTE = 1e-16
_DEEPEST = 60

Integrand = Callable[[np.ndarray], np.ndarray]


def integrate_panels(
    integrand: Integrand, edges: Sequence[float] | np.ndarray
) -> Float[np.ndarray, " panels"]:
    """∫ of ``integrand`` over each panel between neighbouring ``edges``.

    Every panel is halved until its 20-point rule and that of its halves agree to 1e-13 of the whole
    integral of |integrand|; kinks and jumps inside a panel are closed in on by bisection. The
    integrand is never asked for at an edge.

    Raises:
        ValueError: edges that do not increase, or an integrand that is NaN or infinite.
        ArithmeticError: a panel does not converge after 60 halvings.
    """
    edges = np.asarray(edges, dtype=np.float64)
    if edges.ndim != 1 or not np.isfinite(edges).all() or np.any(np.diff(edges) < 0):
        raise ValueError(f"edges must be finite and increasing, got {edges}")
    total = np.zeros(max(len(edges) - 1, 0))
    low, high, owner = edges[:-1], edges[1:], np.arange(len(total))
    coarse, size = _rule(integrand, low, high)
    scale = float(size.sum())
    for _ in range(_DEEPEST):
        middle = 0.5 * (low + high)
        left, left_size = _rule(integrand, low, middle)
        right, right_size = _rule(integrand, middle, high)
        fine = left + right
        done = np.abs(fine - coarse) <= np.maximum(_RELATIVE * scale, _ABSOLUTE)
        np.add.at(total, owner[done], fine[done])
        if done.all():
            return total
        scale = max(scale, float((left_size + right_size).sum()))
        open_ = ~done
        low, high = (
            np.concatenate([low[open_], middle[open_]]),
            np.concatenate([middle[open_], high[open_]]),
        )
        owner = np.concatenate([owner[open_], owner[open_]])
        coarse = np.concatenate([left[open_], right[open_]])
    raise ArithmeticError(f"quadrature did not converge near x = {low[0]:.6g}")


def integrate(integrand: Integrand, edges: Sequence[float] | np.ndarray) -> float:
    """∫ of ``integrand`` from the first to the last of ``edges``; see `integrate_panels`."""
    return float(integrate_panels(integrand, edges).sum())


def _rule(integrand: Integrand, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    half = 0.5 * (high - low)
    x = (0.5 * (low + high))[:, None] + half[:, None] * _NODES
    values = np.asarray(integrand(x))
    if not np.isfinite(values).all():
        where = x[~np.isfinite(values)][0]
        raise ValueError(f"the integrand is not finite at x = {where:.6g}")
    return half * (values @ _WEIGHTS), half * (np.abs(values) @ _WEIGHTS)
