"""Repair the prices, and get a true bound.

Somebody sends you prices, and they may break the rule `f[i] + g[j] <= C[i, j]`. Write
`repaired_value(C, a, b, f, g)`: add one and the same constant to every `f[i]`, the largest with
which the rule holds for all i and j, and return what the prices earn then. By weak duality that is
never more than the cost of the best plan. You need not build the new f.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import cost_matrix, solve

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The room that is left for the pair (i, j) is `C[i, j] - f[i] - g[j]`. It may be negative.",
    "Every `f[i]` may rise by the smallest room of all, and by no more.",
    "The masses a sum to 1. So what does a constant on every `f[i]` add to `a @ f`?",
)

C = np.array([[1.0, 2.0, 8.0], [3.0, 2.0, 4.0], [4.0, 3.0, 3.0]])
A, B = np.array([0.5, 0.3, 0.2]), np.array([0.3, 0.3, 0.4])
F, G = np.array([0.0, 0.0, -1.0]), np.array([1.0, 2.0, 4.0])

ALLOWED = "These prices break the rule, so they prove nothing yet: lower every `f[i]` first."

MASSES = "A price is earned on the mass that lies there: `a @ f + b @ g`."
EACH = "That makes each `f[i]` as large as it may be. One constant for all of them is asked for."


@hint("Where some pair is exactly at its cost and none above, nothing is to be changed.")
def test_prices_that_just_obey(answer):
    roomiest = "The pair with the least room decides, not the one with the most."
    slips = [
        (A @ F + B @ G + np.max(C - F[:, None] - G), roomiest),
        (F.mean() + G.mean(), MASSES),
        (F.sum() + G.sum(), MASSES),
    ]
    close(answer(C, A, B, F, G), 2.3, slips=slips)


@hint("Lower every `f[i]` by the worst excess. The masses sum to 1: the value falls by just that.")
def test_prices_too_high_by_1(answer):
    times = "The constant is earned on the whole mass, which is 1, and not once for each heap."
    slips = [(3.3, ALLOWED), (0.3, times), (4.3, "Subtract the excess instead of adding it.")]
    close(answer(C, A, B, F + 1, G), 2.3, slips=slips)


@hint("If there is room everywhere, f can rise until the first pair reaches its cost.")
def test_prices_too_low_by_1(answer):
    close(answer(C, A, B, F - 1, G), 2.3)


@hint("Look at every pair of a heap and a hole, also where there are more of one than the other.")
def test_random_prices(answer, rng):
    x, y = rng.normal(size=(5, 2)), rng.normal(size=(8, 2))
    a, b = rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(8))
    f, g = rng.normal(size=5), rng.normal(size=8)
    cost = cost_matrix(x, y)
    expected = a @ f + b @ g + min(cost[i, j] - f[i] - g[j] for i in range(5) for j in range(8))
    assert expected <= solve(cost, a, b).cost
    each = np.min(cost - g, axis=1)  # the largest f, each for itself
    close(answer(cost, a, b, f, g), expected, slips=[(a @ each + b @ g, EACH)])
