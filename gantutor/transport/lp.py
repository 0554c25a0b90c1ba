"""Exact transport by POT's network simplex: cost, plan and both potentials."""

import warnings

import numpy as np
from numpy.typing import ArrayLike

from gantutor.transport.dual import c_transform
from gantutor.transport.problem import Transport, TransportError, certified, problem


def solve(
    C: ArrayLike,
    a: ArrayLike | None = None,
    b: ArrayLike | None = None,
    *,
    max_iter: int = 10_000_000,
) -> Transport:
    """The optimal plan between masses ``a`` and ``b`` under the cost ``C``, with its potentials.

    min Σ P_ij C_ij over P ≥ 0 with P 1 = a, Pᵀ 1 = b; its dual is max Σ a_i f_i + Σ b_j g_j over
    f_i + g_j ≤ C_ij. ``C`` (n, m) is finite; ``a`` (n,) and ``b`` (m,) sum to one, uniform when
    missing. Gauge: Σ a_i f_i = 0.

    Raises:
        ValueError: C, a or b is malformed; nothing is renormalised.
        TransportError: the solver warns (``max_iter`` pivots reached, say), or its answer fails the
            check of optimality.

    Source: Bonneel et al. (2011), as in POT's ``ot.lp.emd``.
    """
    import ot  # slow to import (it brings scikit-learn), so only when asked

    C, a, b = problem(C, a, b)
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1, got {max_iter}")
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
