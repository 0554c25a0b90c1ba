"""The largest turn.

A network with one hidden layer on the line is f(x) = Σ aₖ max(0, wₖx + bₖ). The biases may be
anything. Write `largest_turn(a, w)`: the largest difference |f′(p) − f′(q)| between two of its
slopes that any choice of biases can give. `a` and `w` are NumPy arrays of the same length, not
normalised. The answer is one number. (The theorem's Σ|aₖwₖ| is a bound. When is it reached?)
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Walk from left to right over one knot. By how much does the slope change if w is positive?",
    "And if w is negative? The unit goes off instead of on, but w has the other sign too.",
    "Each knot changes the slope by a·|w|. You choose which knots lie between the two points.",
)

ALL = "That is Σ|aw|, the bound. Units with a > 0 bend up, those with a < 0 bend down: no help."
FACING = (
    "At its knot each unit adds a·|w| to the slope, whichever way it faces: one that faces left "
    "goes off where one that faces right goes on, and both knots count."
)


def turn(a, w):
    jumps = a * np.abs(w)
    return max(jumps[jumps > 0].sum(), -jumps[jumps < 0].sum())


@hint("max(0, 3x + b) times 2 has the slopes 0 and 6.")
def test_one_unit(answer):
    close(answer(np.array([2.0]), np.array([3.0])), 6.0)
    close(answer(np.array([-2.0]), np.array([3.0])), 6.0, what="a = −2, w = 3")


@hint(FACING)
def test_units_that_face_each_other(answer):
    # x⁺ + (−x)⁺ = |x|: slopes −1 and 1.
    slips = [(0.0, FACING), (1.0, FACING)]
    close(answer(np.array([1.0, 1.0]), np.array([1.0, -1.0])), 2.0, slips=slips)


@hint("Put a knot that bends the wrong way far outside: then it changes both slopes alike.")
def test_units_that_bend_both_ways(answer):
    a, w = np.array([2.0, -1.0, 0.5]), np.array([1.0, 3.0, -2.0])
    slips = [
        (6.0, ALL),
        (0.0, "Knots that bend down may be left out: the biases are yours to choose."),
    ]
    close(answer(a, w), 3.0, slips=slips)


@hint("Bending down counts as well: the difference is without a sign.")
def test_mostly_down(answer):
    close(answer(np.array([-1.0, -1.0, 0.5]), np.array([1.0, -2.0, 1.0])), 3.0)


@hint("Any number of units; some may be 0.")
def test_random_networks(answer, rng):
    a, w = rng.normal(size=7), rng.normal(size=7)
    a[0] = 0
    close(answer(a, w), turn(a, w), slips=[(np.abs(a * w).sum(), ALL)])
