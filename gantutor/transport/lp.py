"""Exact transport by POT's network simplex: cost, plan and both potentials."""

import warnings
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.transport.dual import c_transform
from gantutor.transport.problem import Transport, TransportError, certified, problem


def solve(
    C: ArrayLike,
    a: ArrayLike | None = None,
    b: ArrayLike | None = None,
    *,
    start: Transport | Sequence[ArrayLike] | None = None,
    max_iter: int = 10_000_000,
) -> Transport:
    """The optimal plan between masses ``a`` and ``b`` under the cost ``C``, with its potentials.

    min Σ P_ij C_ij over P ≥ 0 with P 1 = a, Pᵀ 1 = b; its dual is max Σ a_i f_i + Σ b_j g_j over
    f_i + g_j ≤ C_ij. ``C`` (n, m) is finite; ``a`` (n,) and ``b`` (m,) sum to one, uniform when
    missing. Gauge: Σ a_i f_i = 0.

    ``start`` is where to begin: potentials (f, g) of shapes (n,) and (m,), in any gauge and not
    necessarily feasible, or an earlier answer, for its own. POT builds its first plan from the
    pairs with the least |C_ij − f_i − g_j|. It changes the time, never the optimum (of several
    optimal plans, perhaps another one). Potentials of samples that have moved since seldom save
    time; the earlier `basis` at today's `price` does, while the samples move little.

    Raises:
        ValueError: C, a, b or start is malformed; nothing is renormalised.
        TransportError: the solver warns (``max_iter`` pivots reached, say), or its answer fails the
            check of optimality.

    Source: Bonneel et al. (2011), as in POT's ``ot.lp.emd``.
    """
    import ot  # slow to import (it brings scikit-learn), so only when asked

    C, a, b = problem(C, a, b)
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1, got {max_iter}")
    first = None if start is None else _potentials(start, C)
    # Points without mass are left out: the solver fixes no potential there.
    rows, columns = a > 0, b > 0
    # POT calls some problems with negative costs infeasible; a constant only moves the potentials.
    lift = min(0.0, float(C.min()))
    all_have_mass = bool(rows.all() and columns.all())
    reduced = (C if all_have_mass else C[np.ix_(rows, columns)]) - lift
    # POT's tolerances are absolute: without a unit of its own, 1e-9 times a good problem is lost. A
    # power of two changes no digit.
    unit = float(np.ldexp(1.0, np.clip(np.frexp(reduced.max())[1], -1000, 1000)))
    reduced /= unit
    if first is not None:
        first = first[0][rows] / unit, (first[1][columns] - lift) / unit
    with warnings.catch_warnings():
        # POT warns and puts the same words in its log, where they become an error below.
        warnings.simplefilter("ignore")
        moved, log = ot.lp.emd(
            a[rows],
            b[columns],
            reduced,
            numItermax=max_iter,
            log=True,
            center_dual=False,
            potentials_init=first,
        )
    if log["warning"] is not None:
        raise TransportError(
            f"POT did not reach the optimum of a {C.shape[0]} × {C.shape[1]} problem "
            f"in {max_iter} pivots: {log['warning']}"
        )
    if all_have_mass:
        plan = moved
    else:
        plan = np.zeros_like(C)
        plan[np.ix_(rows, columns)] = moved
    f, g = np.empty(len(a)), np.empty(len(b))
    f[rows], g[columns] = unit * log["u"], unit * log["v"] + lift
    # Where there is no mass, the largest potential that is still feasible.
    f[~rows] = c_transform(C[np.ix_(~rows, columns)], g[columns])
    g[~columns] = c_transform(C[:, ~columns].T, f)
    return certified(C, a, b, plan, f, g)


def _potentials(
    start: Transport | Sequence[ArrayLike], C: Float[np.ndarray, "n m"]
) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " m"]]:
    """The potentials to start from, checked; POT itself does not check their lengths."""
    pair = (start.f, start.g) if isinstance(start, Transport) else tuple(start)
    if len(pair) != 2:
        raise ValueError(f"start must be an earlier answer or a pair (f, g), got {len(pair)} parts")
    f, g = (np.asarray(p, dtype=np.float64) for p in pair)
    if (f.shape, g.shape) != ((C.shape[0],), (C.shape[1],)):
        raise ValueError(
            f"start must hold f of shape ({C.shape[0]},) and g of shape ({C.shape[1]},) "
            f"for C of shape {C.shape}, got {f.shape} and {g.shape}"
        )
    for name, p in (("f", f), ("g", g)):
        if not np.isfinite(p).all():
            raise ValueError(f"start must be finite, got {p[~np.isfinite(p)][0]} in {name}")
    return f, g
