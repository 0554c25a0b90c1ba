"""How W1 pulls on the generated points.

Write `envelope_gradient(x, y, plan)`. Real points `x` (n, d), generated points `y` (m, d), and the
optimal plan (n, m) between them. Keep the plan as it is and differentiate its cost, the sum of
plan[i, j]·|x_i - y_j|, in the generated points. Return the gradient, of shape (m, d). Where a
generated point lies on the real point that it is matched with, that move adds 0.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import cost_matrix, solve, w1

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "The derivative of |y| in y is y/|y|: a vector of length 1 that points away from 0.",
    "`y - x[:, None]` holds all the differences y_j - x_i, with shape (n, m, d).",
    "Divide by the lengths where they are not 0, multiply by the plan, and sum over i.",
)

ONE = np.array([[1.0]])
OTHERS = "That one move adds 0. What comes to the same point from elsewhere pulls as always."


@hint("One row for each generated point: sum over the real points they come from.")
def test_shape(answer):
    x, y = np.zeros((3, 2)), np.ones((5, 2))
    shape = np.shape(answer(x, y, np.full((3, 5), 1 / 15)))
    assert shape == (5, 2), f"You returned an array of shape {shape}, expected (5, 2)."


@hint("One point at distance 5: moving it away by a unit makes W1 larger by a unit.")
def test_one_point(answer):
    away = np.array([[0.6, 0.8]])
    close(
        answer(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), ONE),
        away,
        slips=[
            (-away, "The gradient points to where W1 grows: from x to y. Descent goes against it."),
            (5 * away, "Divide by the distance: the derivative of |y| is y/|y|, not y."),
            (10 * away, "That is the gradient of squared distances. Divide: it is y/|y|."),
        ],
    )


@hint("Each pull counts with the mass that the plan moves along it, `plan[i, j]`.")
def test_two_pulls(answer):
    x, y = np.array([[0.0], [4.0]]), np.array([[1.0]])
    whole = "All of the mass pulls, here 3: do not divide by it."
    plan = np.array([[2.25], [0.75]])  # a mass of 3
    close(answer(x, y, plan), np.array([[1.5]]), slips=[(np.array([[0.5]]), whole)])


@hint("Where y_j lies on x_i, 0/0 would be NaN: leave such moves out of the division.")
def test_earth_that_stays(answer):
    x = np.array([[0.0, 0.0], [1.0, 0.0]])
    y = np.array([[0.0, 0.0], [3.0, 0.0]])
    close(answer(x, y, np.eye(2) / 2), np.array([[0.0, 0.0], [0.5, 0.0]]))
    plan = np.array([[0.3, 0.0], [0.2, 0.5]])  # some of what y_0 gets comes from x_1
    slips = [(np.array([[0.0, 0.0], [0.5, 0.0]]), OTHERS)]
    close(answer(x, y, plan), np.array([[-0.2, 0.0], [0.5, 0.0]]), slips=slips)


@hint("Compare with differences: W1 after a small move of one coordinate, minus W1 before.")
def test_it_is_the_slope_of_w1(answer, rng):
    x, y = rng.normal(size=(6, 2)), rng.normal(1.0, 1.0, size=(6, 2))
    value = answer(x, y, solve(cost_matrix(x, y)).plan)
    slopes, h = np.zeros((6, 2)), 1e-6
    for place in np.ndindex(6, 2):
        step = np.zeros((6, 2))
        step[place] = h
        slopes[place] = (w1(x, y + step) - w1(x, y - step)) / (2 * h)
    close(value, slopes, rtol=1e-4, atol=1e-6)
