"""The pull-away term.

Write `pull_away(codes)`: the mean of cos² of the angle between two *different* codes of a batch,
over all ordered pairs. `codes` is a tensor of shape (n, k), one code a row, n ≥ 2, none of them
zero. Return a scalar tensor. It is 1 where all codes lie on one line through the origin, and 0
where any two are at right angles.
"""

import numpy as np
import torch

from gantutor.checks.engine.assertions import close, hint

HINTS = (
    "Divide each code by its length. The products of all pairs are then one matrix product.",
    "Square each cosine before you add them up.",
    "n of the n² pairs are a code with itself. Leave them out of the sum and of the count.",
)

SQUARE = "Square the cosines. Without that, opposite codes count less than orthogonal ones."
SELF = "A code with itself always has cos² = 1: leave the diagonal out."
COUNT = "Without the diagonal there are n(n - 1) pairs, not n²."
LENGTH = "Cosines, not products: divide each code by its own length first."
COLUMNS = "Each *row* is a code: its length is the norm along dim=1."
ABSOLUTE = "The square, not the absolute value, which has a kink at a right angle."


def cosines(codes):
    directions = codes / np.linalg.norm(codes, axis=1, keepdims=True)
    return directions @ directions.T


def check(answer, codes):
    codes = np.asarray(codes, dtype=float)
    n, c = len(codes), cosines(codes)
    off = ~np.eye(n, dtype=bool)
    across = codes / np.linalg.norm(codes, axis=0)
    products = codes @ codes.T
    slips = [
        (c[off].mean(), SQUARE),
        ((c**2).mean(), SELF),
        (c.mean(), SQUARE),
        ((c**2)[off].sum() / n**2, COUNT),
        ((products**2)[off].mean(), LENGTH),
        (((across @ across.T) ** 2)[off].mean(), COLUMNS),
        (np.abs(c)[off].mean(), ABSOLUTE),
    ]
    expected = torch.as_tensor((c**2)[off].mean())
    close(answer(torch.as_tensor(codes)), expected, slips=slips)


@hint("All of these codes lie on one line through the origin, so the term is 1.")
def test_two_opposite_clumps(answer):
    check(answer, [[1.0, 0.0], [1.0, 0.0], [-2.0, 0.0], [-3.0, 0.0]])


@hint("At right angles every cosine is 0.")
def test_right_angles(answer):
    check(answer, [[2.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, -1.0]])


@hint("Work on any number of codes, of any length.")
def test_a_random_batch(answer, rng):
    check(answer, rng.normal(size=(5, 5)) * rng.uniform(0.5, 3, size=(5, 1)))


@hint("The length of a code does not matter: along a code the term has the slope 0.")
def test_the_slope_turns_codes(answer, rng):
    codes = torch.as_tensor(rng.normal(size=(4, 3))).requires_grad_()
    (slope,) = torch.autograd.grad(answer(codes), codes)
    along = (slope * codes).sum(1).detach()
    close(along, torch.zeros(4, dtype=torch.float64), what="the slope along each code", atol=1e-8)
