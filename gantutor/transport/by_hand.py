"""The same linear program written out, for SciPy: the reference to read and to check POT by."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import kron, vstack

from gantutor.transport.problem import Transport, TransportError, certified, problem


def solve_by_linprog(
    C: ArrayLike, a: ArrayLike | None = None, b: ArrayLike | None = None
) -> Transport:
    """The optimal plan and potentials by ``scipy.optimize.linprog``; arguments as in `solve`.

    The unknowns are the n·m entries of the plan, row by row. The first n equations say that row i
    sums to a_i, the last m that column j sums to b_j; the multipliers of those equations are the
    potentials f and g. Exact and slow: n = 200 takes a good part of a second.

    Raises:
        ValueError: C, a or b is malformed.
        TransportError: HiGHS reports no optimum, or its answer fails the check of optimality.

    Source: Peyré & Cuturi (2019), equation 3.2.
    """
    C, a, b = problem(C, a, b)
    n, m = C.shape
    row_sums = kron(np.eye(n), np.ones((1, m)))
    column_sums = kron(np.ones((1, n)), np.eye(m))
    answer = linprog(
        C.ravel(),
        A_eq=vstack([row_sums, column_sums]).tocsr(),
        b_eq=np.concatenate([a, b]),
        bounds=(0, None),
        method="highs",
        options={"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9},
    )
    if answer.status != 0:
        raise TransportError(f"linprog did not reach the optimum: {answer.message}")
    f, g = answer.eqlin.marginals[:n], answer.eqlin.marginals[n:]
    return certified(C, a, b, answer.x.reshape(n, m), f, g)
