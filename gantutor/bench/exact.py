"""Exact W1 of two samples: POT's network simplex against SciPy's general LP and assignment."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from gantutor import transport
from tests.bench.sidebyside import Row, medians


def rows(rounds: int = 5) -> list[Row]:
    """Compare at n = 200 in the plane, and at n = 1000 on the line."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(200, 2)), rng.normal(size=(200, 2)) + 1.0
    cost = transport.cost_matrix(x, y)
    costs = {
        "POT": lambda: transport.solve(cost).cost,
        "linprog": lambda: transport.solve_by_linprog(cost).cost,
        "assignment": lambda: cost[linear_sum_assignment(cost)].mean(),
    }
    values = [call() for call in costs.values()]
    if max(values) - min(values) > 1e-9:
        raise AssertionError(f"the solvers disagree: {dict(zip(costs, values, strict=True))}")
    took = medians(costs, rounds)
    u, v = rng.normal(size=1000), rng.normal(size=1000) + 1.0
    line = transport.cost_matrix(u[:, None], v[:, None])
    flat = medians(
        {"POT": lambda: transport.solve(line).cost, "sort": lambda: transport.w1_line(u, v)}, rounds
    )
    return [
        Row(
            "exact W1, plane, n = 200", "linprog (HiGHS)", took["linprog"], "POT", took["POT"], 150
        ),
        Row("exact W1, plane, n = 200", "assignment", took["assignment"], "POT", took["POT"]),
        Row("exact W1, line, n = 1000", "POT", flat["POT"], "sorting", flat["sort"]),
    ]
