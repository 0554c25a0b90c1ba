"""A number that never exceeds W1.

A critic of unknown steepness has the values fx at the real samples x, of shape (n, d), and fy at
the generated samples y, of shape (m, d). Write `certified_estimate(fx, fy, x, y)`: its gap, the
mean of fx minus the mean of fy, divided by K. Here K is its steepest slope, |f(p) - f(q)| over the
Euclidean distance of p and q, between any two of the n + m points. The answer is one number. The
theorem says that it is at most the exact W1 of the two samples.
"""

import numpy as np
from scipy.spatial.distance import pdist

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import w1

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "Put all points together, `np.concatenate([x, y])`, and all values in the same order.",
    "`scipy.spatial.distance.pdist` gives the Euclidean distances of all pairs of rows.",
    "`pdist(values[:, None])` gives |f(p) - f(q)| for the same pairs in the same order.",
)

GAP = "That is the gap. A critic that is K times as steep has a gap K times as large: divide by K."

MEAN = "Divide by the steepest of the slopes, not by their mean."
ABSOLUTE = (
    "Without the absolute value: a critic that is higher on generated samples has a gap below 0."
)


@hint("The critic is the line f = 3p with slope 3, so its gap is 3 times W1.")
def test_a_line_of_slope_3(answer):
    x, y = np.array([[2.0]]), np.array([[0.0]])
    slips = [
        (6.0, GAP),
        (18.0, "Divide by the slope instead of multiplying by it."),
        (-2.0, "The order is real, then generated: the gap is mean f(x) - mean f(y)."),
    ]
    close(answer(np.array([6.0]), np.array([0.0]), x, y), 2.0, slips=slips)


@hint("K is the steepest slope, also below 1: a flat critic is divided by its small slope, too.")
def test_a_line_of_slope_one_quarter(answer):
    x, y = np.array([[5.0]]), np.array([[1.0]])
    close(answer(np.array([2.0]), np.array([1.0]), x, y), 4.0)


@hint("The distance is Euclidean: from (0, 0) to (3, 4) it is 5.")
def test_a_distance_in_the_plane(answer):
    x, y = np.array([[3.0, 4.0]]), np.array([[0.0, 0.0]])
    close(answer(np.array([10.0]), np.array([0.0]), x, y), 5.0)


@hint(
    "Look at all pairs: also two real points, two generated ones, and points far apart in the list."
)
def test_the_steepest_pair_may_be_anywhere(answer):
    x, y = np.array([[0.0], [5.0], [0.5]]), np.array([[9.0], [-3.0]])
    fx, fy = np.array([0.0, 1.0, 2.0]), np.array([0.0, -1.0])  # slope 4 between x_0 and x_2
    points, values = np.concatenate([x, y]), np.concatenate([fx, fy])
    run, rise = pdist(points), pdist(values[:, None])
    close(answer(fx, fy, x, y), 1.5 / 4, slips=[(1.5 / np.mean(rise / run), MEAN)])
    close(answer(fy, fx, y, x), -1.5 / 4, slips=[(1.5 / 4, ABSOLUTE)])


@hint("Two equal points have distance 0 and one value: leave such a pair out, 0/0 is no slope.")
def test_a_sample_that_occurs_twice(answer):
    x, y = np.array([[1.0], [1.0], [4.0]]), np.array([[1.0], [0.0]])
    fx, fy = np.array([2.0, 2.0, 8.0]), np.array([2.0, 0.0])
    close(answer(fx, fy, x, y), 1.5)


@hint("The answer is the same for f and for 1000·f, and never above W1.")
def test_random_critics(answer, rng):
    x, y = rng.normal(size=(6, 3)), rng.normal(size=(9, 3)) + 1
    fx, fy = rng.normal(size=6), rng.normal(size=9)
    points, values = np.concatenate([x, y]), np.concatenate([fx, fy])
    steepest = max(
        abs(values[i] - values[j]) / np.linalg.norm(points[i] - points[j])
        for i in range(15)
        for j in range(i)
    )
    expected = (fx.mean() - fy.mean()) / steepest
    assert expected <= w1(x, y)
    close(answer(fx, fy, x, y), expected)
    close(answer(1000 * fx, 1000 * fy, x, y), expected)
