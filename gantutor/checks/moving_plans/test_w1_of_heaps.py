"""W1 of two heaps on the line.

Write `w1_of_heaps(at, p, q)`. Two heaps lie on the same places `at`, in increasing order and not
always evenly spaced; `p` and `q` are the masses there. Return W1, one number, in the unit of `at`.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import w1_line

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "W1 is the area between the two distribution functions, ∫ |F - G|.",
    "`np.cumsum(p - q)` is F - G just after each place, and stays so until the next one.",
    "Each step of |F - G| is as wide as the gap to the next place, `np.diff(at)`.",
)

CROSSES = (
    "Mass must be counted on each stretch that it crosses: from place i to the next it is "
    "`np.cumsum(p - q)[i]`."
)
TRAPEZOID = (
    "F - G is a staircase: from each place to the next it stays as high as at the first of the two."
)


@hint("All of p has to go from the first place to the last.")
def test_from_one_end_to_the_other(answer):
    at, p, q = np.array([0.0, 1.0, 2.0]), np.array([1.0, 0, 0]), np.array([0.0, 0, 1])
    close(
        answer(at, p, q),
        2.0,
        slips=[
            (
                1.0,
                CROSSES,
            ),
            (0.0, "p and q are masses, not places: the places are in `at`."),
            (1.5, TRAPEZOID),
            (2 / 3, "Do not divide by the number of places: W1 has the unit of `at`."),
        ],
    )


@hint("Earth moves over metres, not over indices: weigh |F - G| by the gaps, `np.diff(at)`.")
def test_uneven_places(answer):
    at, p, q = np.array([0.0, 1.0, 11.0]), np.array([0.5, 0.5, 0]), np.array([0.0, 0.5, 0.5])
    close(answer(at, p, q), 5.5)


@hint("Take |F - G| before you add up: what crosses to the left costs as much as to the right.")
def test_moves_in_both_directions(answer):
    at, p, q = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1, 0]), np.array([0.5, 0, 0.5])
    close(answer(at, p, q), 1.0)


@hint("The formula is the sum over the gaps of |F - G| times the gap.")
def test_random_heaps(answer, rng):
    at = np.sort(rng.uniform(-5, 5, size=9))
    p, q = rng.dirichlet(np.ones(9)), rng.dirichlet(np.ones(9))
    close(answer(at, p, q), w1_line(at, at, p, q))
