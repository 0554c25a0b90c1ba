"""What a plan costs.

Write `plan_cost(plan, C)`. Both are arrays of shape (n, m): `plan[i, j]` is the earth that goes
from place i to place j, `C[i, j]` the cost of moving one unit of it. Return the cost of the whole
plan, one number.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

HINTS = (
    "One move of mass 0.2 over a distance 3 costs 0.6. A plan is many moves.",
    "`plan * C` multiplies entry by entry. Which function adds up all entries?",
)


@hint("One move: its mass times its distance.")
def test_one_move(answer):
    close(answer(np.array([[1.0]]), np.array([[3.0]])), 3.0)


@hint("Each move costs its mass times its distance, and all moves are added up.")
def test_two_moves(answer):
    plan, C = np.array([[0.5, 0.0], [0.0, 1.5]]), np.array([[2.0, 5.0], [9.0, 4.0]])
    close(
        answer(plan, C),
        7.0,
        slips=[
            (3.5, "The cost is that of all the earth: do not divide by its mass."),
            (7.0 / 4, "Add the entries up. Their mean also divides by n·m, which means nothing."),
            (6.0, "Each distance counts with the mass that travels it: half of it, half the work."),
        ],
    )


@hint("Entry (i, j) of the plan meets entry (i, j) of C: `*`. `plan @ C` is a product of matrices.")
def test_random_plans(answer, rng):
    a, b = rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(5))
    C = rng.uniform(0, 4, size=(5, 5))
    close(answer(np.outer(a, b), C), float(a @ C @ b))


@hint("The two heaps need not have the same number of piles.")
def test_a_plan_that_is_not_square(answer, rng):
    a, b = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(6))
    C = rng.uniform(0, 4, size=(3, 6))
    close(answer(np.outer(a, b), C), float(a @ C @ b))
