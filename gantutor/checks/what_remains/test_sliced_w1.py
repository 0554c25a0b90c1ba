"""Sliced W1 by sorting.

On the line, W1 between two samples of equal size pairs them in order. Write `sliced_w1(x, y,
directions)`: project both samples onto each direction, take W1 there, and average over the
directions. `x` and `y` are tensors of shape (n, d), `directions` has the shape (k, d), each row of
length 1. Return one number, a tensor that can be differentiated: a generator is to be trained by
it. No loop is needed.
"""

import numpy as np
import ot
import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "The projection of a point onto a direction of length 1 is their inner product.",
    "`x @ directions.T` has the shape (n, k): a column is the sample as seen along one direction.",
    "Sort every column, subtract, take absolute values, and average over all of it.",
)

UNSORTED = (
    "Without sorting, the k-th point goes to the k-th, whatever the order. The best plan on the "
    "line pairs them in order."
)
TOTAL = "W1 and the mean over the directions are both means: nothing is summed up."
AXIS = "You sorted each point's projections among themselves. Sort along the points, axis 0."
SQUARE = "That has squares in it, as W2 has. The cost of W1 is |x − y|."
EACH = "Sliced W1 is the mean of W1 over the directions: average over all of them."
ONCE = "Each direction has an order of its own: sort after projecting, not before."

MEANS = "That is how far the means are apart. Pairs that move against each other do not cancel."
LARGEST = "That is W1 along the worst direction. Average over the directions."


def instance(rng, n=7, d=3, k=5):
    x, y = rng.normal(size=(2, n, d)) + np.array([0.0, 0.7])[:, None, None]
    directions = rng.normal(size=(k, d))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return tuple(torch.as_tensor(v) for v in (x, y, directions))


@hint("One number for both samples and all directions together.")
def test_one_number(answer, rng):
    found = answer(*instance(rng))
    if tuple(np.shape(to_numpy(found))) == (5,):
        raise Wrong("For five directions you returned five numbers; expected their mean.", EACH)
    same_shape(found, ())


@hint("On the line there is one direction: sort both samples, and average the distances.")
def test_on_the_line(answer):
    x = torch.tensor([[3.0], [0.0], [1.0]])
    y = torch.tensor([[1.0], [2.0], [6.0]])
    found = answer(x, y, torch.ones(1, 1))
    slips = [
        (torch.tensor(3.0), UNSORTED),
        (torch.tensor(5.0), TOTAL),
        (torch.tensor(11 / 3), SQUARE),
        (torch.tensor((11 / 3) ** 0.5), SQUARE),
    ]
    close(found, torch.tensor(5 / 3), slips=slips)
    inwards = answer(torch.tensor([[0.0], [4.0]]), torch.tensor([[1.0], [3.0]]), torch.ones(1, 1))
    close(inwards, torch.tensor(1.0), slips=[(torch.tensor(0.0), MEANS)])


@hint("Project, sort every column, subtract, and average the absolute values.")
def test_as_pot_has_it(answer, rng):
    x, y, directions = instance(rng)
    expected = ot.sliced_wasserstein_distance(
        x.numpy(), y.numpy(), projections=directions.T.numpy(), p=1
    )
    p, q = x @ directions.T, y @ directions.T
    gaps = p.sort(dim=0).values - q.sort(dim=0).values
    first = (x.sort(dim=0).values - y.sort(dim=0).values) @ directions.T
    slips = [
        ((p - q).abs().mean(), UNSORTED),
        ((p.sort(dim=1).values - q.sort(dim=1).values).abs().mean(), AXIS),
        (gaps.abs().sum(), TOTAL),
        (gaps.abs().mean(0).sum(), TOTAL),
        (gaps.abs().sum(0).mean(), TOTAL),
        (gaps.square().mean(), SQUARE),
        (gaps.square().mean().sqrt(), SQUARE),
        (first.abs().mean(), ONCE),
        (gaps.abs().mean(0).max(), LARGEST),
    ]
    close(answer(x, y, directions), torch.as_tensor(expected), slips=slips)


@hint("Sorting has a derivative: it moves numbers about. `.numpy()` and `.detach()` cut the graph.")
def test_a_generator_can_learn_from_it(answer, rng):
    x, y, directions = instance(rng)
    moved = y.clone().requires_grad_()
    found = answer(x, moved, directions)
    if not found.requires_grad:
        raise Wrong("What you returned has no derivative by y.")
    (slope,) = torch.autograd.grad(found, moved)
    again = y.clone().requires_grad_()
    gaps = (again @ directions.T).sort(dim=0).values - (x @ directions.T).sort(dim=0).values
    (expected,) = torch.autograd.grad(gaps.abs().mean(), again)
    close(slope, expected, what="the derivative by y")
