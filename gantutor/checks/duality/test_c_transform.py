"""The c-transform, there and back.

Somebody sets unloading prices g, one for each of the m columns of C, and no loading prices yet.
Write `c_transform(C, g)`, which returns two arrays. First the largest loading prices f, one for
each of the n rows of C, that keep the rule `f[i] + g[j] <= C[i, j]`. Then, beside this f, the
largest unloading prices that keep it. After that no single price can be raised.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, parts
from gantutor.transport import cost_matrix, solve

DIFFICULTY = 1
MINUTES = 10

HINTS = (
    "Fix one i. The rule says `f[i] <= C[i, j] - g[j]`, once for each j. Which bound counts?",
    "NumPy lays g along the columns in `C - g`. Then go along each row: `axis=1`.",
    "On the way back every j has one bound from each i. Lay f along the rows, `f[:, None]`, and go "
    "down each column: `axis=0`.",
)

NAMES = ("the loading prices", "the unloading prices")
EXAMPLE = np.array([[1.0, 2.0, 8.0], [3.0, 2.0, 4.0], [4.0, 3.0, 3.0]])
PLUS = "The rule is `f[i] + g[j] <= C[i, j]`. On the other side, `g[j]` is subtracted."
LARGEST = "The largest bound still breaks the other rules; all of them must hold."
OWN = "Each cost is lowered by its own `g[j]` before you look for the least."
SAME = "Those are the prices g that were given. Beside f some of them may be raised."
OTHER = "Going back, each hole has one bound from every heap: from `C - f`, down each column."

FREE = "The new unloading prices stand beside f: `g[j] <= C[i, j] - f[i]`, and f is not 0."
NOT_G = "Going back, the old prices g play no part any more: only C and the new f."


@hint("One number for each row of C: for each i, go through the columns j, `axis=1`.")
def test_one_price_for_each_heap_and_each_hole(answer):
    f, g = parts(answer(EXAMPLE[:2], np.array([1.0, 2.0, 4.0])), *NAMES)
    for value, count, name in ((f, 2, NAMES[0]), (g, 3, NAMES[1])):
        shape = np.shape(value)
        assert shape == (count,), (
            f"For C of shape (2, 3), {name} have shape {shape}; expected ({count},)."
        )


@hint("`f[i] <= C[i, j] - g[j]` for every j: the smallest of these bounds is the one that binds.")
def test_one_heap(answer):
    C, g = np.array([[5.0, 4.0, 9.0]]), np.array([0.5, 2.0, -1.0])
    f, back = parts(answer(C, g), *NAMES)
    slips = [(np.array([5.5]), PLUS), (np.array([10.0]), LARGEST), (np.array([4.0]), OWN)]
    close(f, np.array([2.0]), what=NAMES[0], slips=slips)
    slips = [
        (g, SAME),
        (np.array([5.0, 4.0, 9.0]), FREE),
        (np.array([2.5, 0.0, 8.0]), NOT_G),
    ]
    close(back, np.array([3.0, 2.0, 7.0]), what=NAMES[1], slips=slips)


@hint("Here the prices of the chapter's example come back: no price can be raised.")
def test_three_heaps(answer):
    g = np.array([1.0, 2.0, 4.0])
    f, back = parts(answer(EXAMPLE, g), *NAMES)
    close(f, np.array([0.0, 0.0, -1.0]), what=NAMES[0])
    close(back, g, what=NAMES[1])


@hint("On optimal potentials the c-transform gives back both wherever there is mass.")
def test_optimal_potentials_stay(answer, rng):
    C = cost_matrix(rng.normal(size=(6, 2)), rng.normal(size=(9, 2)))
    best = solve(C)
    f, back = parts(answer(C, best.g), *NAMES)
    close(f, best.f, what=NAMES[0])
    close(back, best.g, what=NAMES[1])


@hint("Use all of C and all of g, whatever their signs.")
def test_random_prices(answer, rng):
    C, g = rng.normal(size=(5, 5)), 3 * rng.normal(size=5)
    expected = np.array([min(C[i, j] - g[j] for j in range(5)) for i in range(5)])
    raised = np.array([min(C[i, j] - expected[i] for i in range(5)) for j in range(5)])
    f, back = parts(answer(C, g), *NAMES)
    close(f, expected, what=NAMES[0])
    slips = [
        (g, SAME),
        (np.min(C - expected, axis=1), OTHER),
        (np.min(C - expected, axis=0), OTHER),
    ]
    close(back, raised, what=NAMES[1], slips=slips)
