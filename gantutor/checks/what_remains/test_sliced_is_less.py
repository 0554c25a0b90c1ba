"""A proof with blanks: sliced W1 is less.

Show that in the plane sliced W1 is at most 2/π times W1. `x` and `y` hold n points each, (n, 2),
and row i of x goes to row `order[i]` of y in the best pairing. `angles` are k directions, evenly
from 0 up to π. Finish `sliced_is_less(x, y, order, angles)`: each of its blanks is a step of the
proof, and the checks try them on random clouds.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.blanks import blanks
from gantutor.checks.engine.describe import to_numpy
from gantutor.transport import cost_matrix

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "W1 is the mean distance over the pairs of the best pairing.",
    "Along a direction a pair is |⟨x − partner, direction⟩| apart. For k directions that is a "
    "matrix product.",
    "The best pairing on the line is by order: sort both projections, each direction by itself.",
    "The mean of |cos| over a half turn: (1/π) ∫ |cos t| dt.",
)

W1 = "The mean over the pairs of the length of x − partner: a root of a sum of squares, no square."
PLAN = (
    "For each direction the mean over the pairs of |⟨x − partner, direction⟩|: the absolute value "
    "comes before the mean."
)
BEST = "Sort the projections of x and those of y, along the points, and average the distances."
CONSTANT = (
    "A vector of length 1 has the length |cos t| along a direction that it makes the angle t with. "
    "Its mean over a half turn is 2/π."
)
BOUND = (
    "Steps 2 to 4 together: the mean of `best` is at most the mean of `same_plan`, and that is the "
    "constant times W1."
)

filled = blanks("W1", "the cost of the same pairing", "W1 along each", "the constant", "the bound")


def best_order(x, y):
    from scipy.optimize import linear_sum_assignment

    return linear_sum_assignment(cost_matrix(x, y))[1]


def instance(rng, n=6, k=90):
    x, y = rng.normal(size=(2, n, 2)) + np.array([0.0, 0.8])[:, None, None]
    return x, y, best_order(x, y), np.pi * np.arange(k) / k


def truth(x, y, order, angles):
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    moves = x - y[order]
    same_plan = np.abs(moves @ directions.T).mean(0)
    p, q = x @ directions.T, y @ directions.T
    best = np.abs(np.sort(p, axis=0) - np.sort(q, axis=0)).mean(0)
    return np.linalg.norm(moves, axis=1).mean(), same_plan, best


@hint(W1)
def test_step_1_w1_in_the_plane(answer, rng):
    problem = x, y, order, _ = instance(rng)
    (found,) = filled(answer, problem, "a")
    moves = x - y[order]
    slips = [
        (np.square(moves).sum(1).mean(), "That is the mean squared distance, as W2² has it."),
        (np.linalg.norm(moves, axis=1).sum(), "A mean: every point has the mass 1/n."),
        (
            np.abs(moves).sum(1).mean(),
            "That is the distance along the axes. Take the straight one.",
        ),
        (np.linalg.norm(x - y, axis=1).mean(), "Its partner, and not the point of the same row."),
        (np.linalg.norm(moves.mean(0)), "That is how far the means are apart."),
    ]
    close(found, truth(*problem)[0], what="W1", slips=slips)


@hint(PLAN)
def test_step_2_the_same_pairing_on_a_line(answer, rng):
    problem = x, y, order, angles = instance(rng)
    (found,) = filled(answer, problem, "b")
    _, same_plan, best = truth(*problem)
    same_shape(found, same_plan.shape, what="the cost of the same pairing")
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    slips = [
        (np.abs((x - y[order]).mean(0) @ directions.T), PLAN),
        (best, "That is the best pairing along each direction. Here the one of the plane is kept."),
        (np.abs((x - y) @ directions.T).mean(0), "Its partner, and not the point of the same row."),
    ]
    close(found, same_plan, what="the cost of the same pairing", slips=slips)


@hint(BEST)
def test_step_3_the_best_on_a_line(answer, rng):
    problem = x, y, _, angles = instance(rng)
    (found,) = filled(answer, problem, "c")
    _, same_plan, best = truth(*problem)
    same_shape(found, best.shape, what="W1 along each")
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    p, q = x @ directions.T, y @ directions.T
    slips = [
        (np.abs(p - q).mean(0), "Not sorted: the rows of x and y are in no order."),
        (same_plan, "That is the pairing of the plane again. On a line there may be a better one."),
        (np.abs(np.sort(p, axis=0) - np.sort(q, axis=0)).sum(0), "A mean: every mass is 1/n."),
    ]
    close(found, best, what="W1 along each", slips=slips)


@hint(CONSTANT)
def test_step_4_the_constant(answer, rng):
    (found,) = filled(answer, instance(rng), "d")
    slips = [
        (1.0, "A projection is shorter, on average by |cos|, and not as long."),
        (0.5, "That is the mean of cos². The mean of |cos| is asked for."),
        (
            2 / np.sqrt(2 * np.pi),
            "That is the mean of |Z| for a normal Z. The direction has length 1.",
        ),
        (np.sqrt(0.5), "That is the root of the mean of cos²."),
    ]
    close(found, 2 / np.pi, what="the constant", rtol=1e-3, slips=slips)


@hint(BOUND)
def test_step_5_the_bound(answer, rng):
    problem = instance(rng)
    (found,) = filled(answer, problem, "e")
    w1, _, best = truth(*problem)
    same_shape(found, (), what="the bound")
    value = float(to_numpy(found))
    slips = [
        (w1, "True, and not all that steps 2 to 4 give: the constant is missing."),
        (best.mean(), "That is sliced W1 itself, and no bound."),
    ]
    if value < best.mean() and not np.isclose(value, 2 / np.pi * w1, rtol=1e-3):
        raise Wrong(f"The bound: {value:.4g}; but sliced W1 is {best.mean():.4g}, more than that.")
    close(found, 2 / np.pi * w1, what="the bound", rtol=1e-3, slips=slips)
