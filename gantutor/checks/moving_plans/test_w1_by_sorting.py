"""W1 of two samples on the line.

Write `w1_by_sorting(x, y)`. The arrays `x` and `y` hold n numbers each, in any order, and every
point has mass 1/n. Return W1, one number, in the unit of x.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import w1_line

DIFFICULTY = 1
MINUTES = 5

HINTS = (
    "Which point of y does the smallest point of x go to, in the cheapest plan?",
    "In order: the k-th smallest to the k-th smallest. Each move carries the mass 1/n.",
)

ORDER = "The points come in any order: sort both samples before you pair them."


@hint("A sample and the same sample, shifted by 3: every point travels 3.")
def test_a_shift(answer):
    x = np.array([0.0, 1.0, 5.0])
    close(
        answer(x, x + 3.0),
        3.0,
        slips=[
            (9.0, "Each point carries only the mass 1/n: take the mean of the distances."),
            (0.6, "Do not divide by the spread of the points: W1 has the unit of x."),
        ],
    )


@hint(ORDER)
def test_the_order_of_the_points_does_not_matter(answer):
    x, y = np.array([0.0, 1.0, 5.0]), np.array([5.0, 0.0, 1.0])
    close(answer(x, y), 0.0)


@hint("W1 adds up distances |x - y|, not their squares: the root of a mean of squares is W2.")
def test_unequal_moves(answer):
    close(answer(np.array([0.0, 0.0]), np.array([1.0, 3.0])), 2.0)


@hint("Points that move left cost as much as points that move right: take |x - y| of each pair.")
def test_moves_in_both_directions(answer):
    close(answer(np.array([0.0, 0.0]), np.array([-1.0, 1.0])), 1.0)


@hint("Sort both, subtract, take absolute values, take the mean.")
def test_random_samples(answer, rng):
    x, y = rng.normal(size=40), rng.normal(1.0, 2.0, size=40)
    close(answer(x, y), w1_line(x, y))
