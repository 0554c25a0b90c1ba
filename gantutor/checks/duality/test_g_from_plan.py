"""The other half of the prices.

You have an optimal plan and the loading prices f that go with it. Write `g_from_plan(C, plan, f)`:
the unloading prices g. Complementary slackness says `f[i] + g[j] = C[i, j]` wherever the plan
moves mass, and every hole receives some. Return an array with one number for each column.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import cost_matrix, solve

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "Take one hole j. Find a heap i from which mass goes there: `plan[i, j] > 0`.",
    "For that pair `g[j] = C[i, j] - f[i]`. If several heaps serve the hole, all say the same.",
    "`np.argmax(plan, axis=0)` names for each column the row that sends most.",
)

C = np.array([[1.0, 2.0, 8.0], [3.0, 2.0, 4.0], [4.0, 3.0, 3.0]])
PLAN = np.array([[0.3, 0.2, 0.0], [0.0, 0.1, 0.2], [0.0, 0.0, 0.2]])
F, G = np.array([0.0, 0.0, -1.0]), np.array([1.0, 2.0, 4.0])


@hint("One price for each hole, that is for each column of the plan.")
def test_one_price_for_each_hole(answer):
    cost, plan = np.array([[1.0, 2.0, 3.0]]), np.array([[0.2, 0.3, 0.5]])
    shape = np.shape(answer(cost, plan, np.array([0.0])))
    assert shape == (3,), f"For a plan of shape (1, 3) you returned shape {shape}; expected (3,)."


@hint("Only pairs between which the plan moves mass reach their cost: the others have room.")
def test_the_example_of_the_chapter(answer):
    room = C - F[:, None]
    slips = [
        (-F, "g = -f is about one point. Heap i and hole i are two different points."),
        (room.max(axis=0), "The pair with the largest C - f is far from its cost: use the plan."),
        (np.sum(PLAN * room, axis=0), "Divide by the mass that arrives, or take one heap alone."),
    ]
    close(answer(C, PLAN, F), G, slips=slips)


@hint("The heap that delivers need not be the nearest one. Where does the mass come from?")
def test_mass_that_comes_from_afar(answer):
    # Hole 0 is cheapest from heap 0, but heap 0 is needed elsewhere, and heap 1 serves it.
    cost = np.array([[1.0, 1.5], [3.0, 9.0]])
    plan = np.array([[0.0, 0.5], [0.5, 0.0]])
    close(answer(cost, plan, np.array([0.0, 2.5])), np.array([0.5, 1.5]))


@hint("For random samples too: `C[i, j] - f[i]` from a heap i that sends mass to hole j.")
def test_random_samples(answer, rng):
    cost = cost_matrix(rng.normal(size=(7, 2)), rng.normal(size=(5, 2)) + 1)
    best = solve(cost, rng.dirichlet(np.ones(7)), rng.dirichlet(np.ones(5)))
    close(answer(cost, best.plan, best.f), best.g)
