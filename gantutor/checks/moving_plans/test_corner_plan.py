"""A plan from the corner.

Write `corner_plan(a, b)`, which makes a plan without looking at any distance. Begin in the top left
corner, i = j = 0. Move as much as place i still has and place j still needs. When i is empty, go on
to the next i; else to the next j. Return the plan, of shape (n, m): rows sum to `a`, columns to
`b`, and at most n + m - 1 entries are not 0. Heaps of unequal weight are a `ValueError`.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 2
MINUTES = 15

HINTS = (
    "Keep two arrays that you change: what is left at each i, what is still needed at each j.",
    "In each turn the move is `min(left[i], room[j])`. Subtract it from both.",
    "Every turn uses up one i or one j: at most n + m - 1 turns. Start from `np.zeros((n, m))`.",
)

SUBTRACT = "Each move is subtracted from what is left at i and from what is needed at j."

REFUSED = (
    "Refuse unequal weights alone. Two sums of floating-point numbers differ in the last digit: "
    "compare them with `np.isclose`. The weight "
    "need not be 1, and the numbers of places need not agree."
)


def accepted(answer, a, b):
    """The plan between heaps of equal weight, which are not to be refused."""
    try:
        return answer(a, b)
    except ValueError as error:
        raise Wrong(
            f"Heaps of weight {a.sum():.6g} and {b.sum():.6g} at {len(a)} and at {len(b)} places "
            "were refused.",
            REFUSED,
        ) from error


def is_plan(plan, a, b):
    same_shape(plan, (len(a), len(b)))
    if np.min(plan) < -1e-12:
        raise Wrong(f"One of your moves is {np.min(plan):.6g}: a plan moves no negative mass.")
    close(np.sum(plan, axis=1), a, what="the sums of the rows")
    close(np.sum(plan, axis=0), b, what="the sums of the columns")


@hint(SUBTRACT)
def test_equal_heaps(answer):
    a = np.array([0.5, 0.25, 0.25])
    is_plan(answer(a, a), a, a)


@hint(SUBTRACT)
def test_two_heaps(answer):
    a, b = np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.5, 0.25])
    is_plan(answer(a, b), a, b)


@hint("Rows sum to `a` and columns to `b`, whatever the numbers of places.")
def test_random_heaps(answer, rng):
    a, b = rng.dirichlet(np.ones(7)), rng.dirichlet(np.ones(4))
    is_plan(accepted(answer, a, b), a, b)


@hint("Move as much as you can in every turn: then each turn uses up an i or a j.")
def test_few_moves(answer, rng):
    a, b = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(9))
    moves = int(np.count_nonzero(np.asarray(answer(a, b)) > 1e-12))
    assert moves <= 14, f"Your plan between 6 and 9 places has {moves} moves, expected at most 14."


@hint("In this order the plan never crosses itself, and on a line that is the cheapest.")
def test_cheapest_on_a_line(answer, rng):
    x, y = np.sort(rng.normal(size=8)), np.sort(rng.normal(1.0, 2.0, size=8))
    equal = np.full(8, 1 / 8)
    cost = float(np.sum(np.asarray(answer(equal, equal)) * np.abs(x[:, None] - y)))
    close(cost, np.mean(np.abs(x - y)), what="the cost of the plan on a line")


@hint("Never rescale masses silently: heaps of unequal weight have no plan. Raise a ValueError.")
def test_unequal_weights_are_refused(answer):
    try:
        plan = answer(np.array([0.5, 0.5]), np.array([0.5, 0.4]))
    except ValueError:
        return
    total = float(np.sum(plan))
    raise Wrong(f"You moved {total:.6g} between heaps of weight 1 and 0.9; expected a ValueError.")


@hint("Begin at i = j = 0, and go on to the next i or the next j: no other order is asked for.")
def test_the_order_of_the_moves(answer, rng):
    a, b = 3 * rng.dirichlet(np.ones(5)), 3 * rng.dirichlet(np.ones(4))
    # In this order place i sends what lies between the sums before it and with it, and so on.
    A, B = np.cumsum([0, *a]), np.cumsum([0, *b])
    overlap = np.minimum(A[1:, None], B[1:]) - np.maximum(A[:-1, None], B[:-1])
    what = "the plan between heaps of weight 3"
    close(accepted(answer, a, b), np.maximum(overlap, 0), what=what)
