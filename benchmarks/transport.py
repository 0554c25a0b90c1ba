"""Exact W1 of two samples: POT, SciPy's general LP and assignment, and the closed form."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from jaxtyping import Float
from scipy.optimize import linear_sum_assignment

from benchmarks.timing import grown, one_thread
from gantutor import transport
from gantutor.report import Comparison, Growth, Measurement, medians

AGREEMENT = 1e-9
GOAL = 150  # POT over linprog at n = 200

Costs = Float[np.ndarray, "n n"]


def measurements(rounds: int = 5, short: bool = False) -> list[Measurement]:
    """Compare the exact ways in the plane and on the line; then grow them.

    Every way is asked for the same answer: RuntimeError where two differ by more than 1e-9. One
    thread. ``short`` takes small sizes and one round, to see that all of it runs.
    """
    with one_thread():
        if short:
            rounds = 1
        return [
            *_plane(rounds, short),
            *_line(rounds, short),
            *_growths(rounds, short),
        ]


def by_pot(C: Costs) -> float:
    """W1 by POT's network simplex, certified."""
    return transport.solve(C).cost


def by_linprog(C: Costs) -> float:
    """W1 by SciPy's general linear program (HiGHS, sparse)."""
    return transport.solve_by_linprog(C).cost


def by_assignment(C: Costs) -> float:
    """W1 of two samples of one size, uniform: SciPy's linear sum assignment."""
    return float(C[linear_sum_assignment(C)].mean())


def agree(values: Mapping[str, float | Sequence[float]], what: str) -> None:
    """Raise RuntimeError unless all ways found the same numbers, to 1e-9."""
    table = np.array([np.atleast_1d(v) for v in values.values()])
    apart = float(np.ptp(table, axis=0).max())
    if not apart <= AGREEMENT:
        raise RuntimeError(
            f"{what}: the ways should agree to {AGREEMENT:g}, they are {apart:.3g} apart: "
            + ", ".join(f"{name} {value}" for name, value in values.items())
        )


def timed(ways: Mapping[str, Callable], rounds: int, what: str) -> dict[str, float]:
    """Return each way's median seconds; its values must agree. The first calls are not counted."""
    agree({name: call() for name, call in ways.items()}, what)
    return medians(ways, rounds, warm_up=0)


def plane(n: int, seed: int = 0) -> Costs:
    """The costs between n points of N(0, I) in the plane and n of N((1, 1), I)."""
    rng = np.random.default_rng(seed)
    return transport.cost_matrix(rng.normal(size=(n, 2)), rng.normal(1.0, 1.0, size=(n, 2)))


def _plane(rounds: int, short: bool) -> list[Comparison]:
    found = []
    for n in (20, 40) if short else (50, 200, 500, 1000):
        C, what = plane(n), f"exact W1, plane, n = {n}"
        quick = {"POT": lambda C=C: by_pot(C), "assignment": lambda C=C: by_assignment(C)}
        slow = {"linprog": lambda C=C: by_linprog(C)}
        took: dict[str, float] = {}
        if n <= 200:
            took = timed(quick | slow, rounds, what)
        elif n <= 500:  # seconds a call: one round, between others of the same round
            took = timed(quick, rounds, what) | timed(quick | slow, 1, what)
        else:
            took = timed(quick, rounds, what)
        if "linprog" in took:
            goal = GOAL if n == 200 else None
            note = "one round" if n > 200 else ""
            found.append(
                Comparison(
                    what, "linprog (HiGHS)", took["linprog"], "POT", took["POT"], goal, note=note
                )
            )
        found.append(Comparison(what, "assignment", took["assignment"], "POT", took["POT"]))
    return found


def _line(rounds: int, short: bool) -> list[Comparison]:
    n = 30 if short else 200
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=n), rng.normal(1.0, 1.0, size=n)
    C, what = transport.cost_matrix(x, y), f"exact W1, line, n = {n}"
    ways = {
        "POT": lambda: by_pot(C),
        "assignment": lambda: by_assignment(C),
        "linprog (HiGHS)": lambda: by_linprog(C),
    }
    took = timed(ways | {"sorting": lambda: transport.w1_line(x, y)}, rounds, what)
    return [Comparison(what, name, took[name], "sorting", took["sorting"]) for name in ways]


def _growths(rounds: int, short: bool) -> list[Growth]:
    small = (10, 20, 40) if short else (50, 100, 200)
    large = small if short else (50, 100, 200, 400, 800)
    ways = {
        "POT": (by_pot, large),
        "assignment": (by_assignment, large),
        "linprog (HiGHS)": (by_linprog, small),
    }
    costs = {n: plane(n) for n in large}
    return [
        grown(
            f"exact W1, plane, {name}",
            "n",
            {n: partial(way, costs[n]) for n in sizes},
            rounds,
        )
        for name, (way, sizes) in ways.items()
    ]
