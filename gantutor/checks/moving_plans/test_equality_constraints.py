"""The equations of a plan.

Write `equality_constraints(n, m)`: the matrix A of zeros and ones, of shape (n + m, n·m), for which
`A @ plan.ravel()` holds the n row sums of any plan and then its m column sums. `ravel` reads a
matrix row by row.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "Row 0 of A picks the first m entries of the flat plan, row 1 the next m, and so on.",
    "Row n + j of A picks the entries j, j + m, j + 2m, …: one from each row of the plan.",
    "`np.kron(np.eye(n), np.ones(m))` makes the first n rows. Which product makes the others?",
)

ORDER = (
    "The n row sums come first, then the m column sums. The first m entries of `plan.ravel()` are "
    "row 0 of the plan."
)


@hint("One equation for each row and each column of the plan, one unknown for each entry.")
def test_shape(answer):
    shape = np.shape(answer(2, 3))
    assert shape == (5, 6), f"You returned a matrix of shape {shape}, expected (5, 6)."


@hint("With n = m = 2 the flat plan is (plan[0, 0], plan[0, 1], plan[1, 0], plan[1, 1]).")
def test_two_by_two(answer):
    A = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    close(
        np.asarray(answer(2, 2)) + 0.0,
        A + 0.0,
        slips=[(np.roll(A, 2, axis=0) + 0.0, ORDER)],
    )


@hint("`ravel` reads row by row: entry (i, j) is number i·m + j. For n ≠ m it matters.")
def test_sums_of_a_random_plan(answer, rng):
    plan = rng.uniform(size=(3, 5))
    sums = np.concatenate([plan.sum(axis=1), plan.sum(axis=0)])
    close(np.asarray(answer(3, 5)) @ plan.ravel(), sums, what="A @ plan.ravel()")


@hint("Keep all n + m equations. One of them follows from the others, and the solver copes.")
def test_one_equation_is_spare(answer):
    rank = int(np.linalg.matrix_rank(np.asarray(answer(4, 3))))
    assert rank == 6, f"Your 7 equations have rank {rank}, expected 6."
