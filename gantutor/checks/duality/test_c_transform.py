"""The c-transform.

Write `c_transform(C, g)`: beside given unloading prices g, one for each of the m columns of C, the
largest loading prices, one for each of its n rows, that keep the rule `f[i] + g[j] <= C[i, j]`.
Return an array of n numbers.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import cost_matrix, solve

HINTS = (
    "Fix one i. The rule says `f[i] <= C[i, j] - g[j]`, once for each j.",
    "`f[i]` has to obey all of these bounds. So which of them counts?",
    "NumPy lays g along the columns in `C - g`. Then go along each row: `axis=1`.",
)


EXAMPLE = np.array([[1.0, 2.0, 8.0], [3.0, 2.0, 4.0], [4.0, 3.0, 3.0]])


@hint("One number for each row of C: for each i, go through the columns j, `axis=1`.")
def test_one_price_for_each_heap(answer):
    shape = np.shape(answer(EXAMPLE[:2], np.array([1.0, 2.0, 4.0])))
    assert shape == (2,), f"For costs of shape (2, 3) you returned shape {shape}; expected (2,)."


@hint("`f[i] <= C[i, j] - g[j]` for every j: the smallest of these bounds is the one that binds.")
def test_one_heap(answer):
    C, g = np.array([[5.0, 4.0, 9.0]]), np.array([0.5, 2.0, -1.0])
    plus = "The rule is `f[i] + g[j] <= C[i, j]`. On the other side, `g[j]` is subtracted."
    slips = [
        (np.array([5.5]), plus),
        (
            np.array([10.0]),
            "The largest bound still breaks the other rules; all of them must hold.",
        ),
        (np.array([4.0]), "Each cost is lowered by its own `g[j]` before you look for the least."),
    ]
    close(answer(C, g), np.array([2.0]), slips=slips)


@hint("Here the prices of the chapter's example come back.")
def test_three_heaps(answer):
    close(answer(EXAMPLE, np.array([1.0, 2.0, 4.0])), np.array([0.0, 0.0, -1.0]))


@hint("On optimal potentials the c-transform gives back f wherever there is mass.")
def test_optimal_potentials_stay(answer, rng):
    C = cost_matrix(rng.normal(size=(6, 2)), rng.normal(size=(9, 2)))
    best = solve(C)
    close(answer(C, best.g), best.f)


@hint("Use all of C and all of g, whatever their signs.")
def test_random_prices(answer, rng):
    C, g = rng.normal(size=(4, 7)), rng.normal(size=7)
    expected = [min(C[i, j] - g[j] for j in range(7)) for i in range(4)]
    close(answer(C, g), np.array(expected))
