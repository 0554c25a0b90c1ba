"""The soft row that gives itself away.

A critic reads sequences as rows of numbers, (n, T, V): real ones are one-hot, each row a 1 and
zeros; a softmax writes rows that add up to 1 and are none. Write `soft_giveaway(x)`: for each of
the n sequences its distance, in the norm over all T·V numbers, to the nearest one-hot sequence. A
torch tensor of n numbers. Minus this distance is a critic: its slope is at most 1, it is 0 on all
real sequences, and its gap bounds W1 from below, whatever the letters say.
"""

from itertools import product

import numpy as np
import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "The rows can be treated one by one: which one-hot row is nearest to a row?",
    "The one with its 1 where the row is largest.",
    "Then subtract, and take one norm over T and V together: rows add up in squares.",
)

NEAREST = "The nearest one-hot row has its 1 where the row is largest, in each row by itself."
ONE_NORM = "Distances of rows add up in squares: one root over all T·V numbers, at the end."
SUMMED = (
    "You added up the distances of the rows. That rises up to √T times as steeply as a "
    "critic may. " + ONE_NORM
)
ABSOLUTE = "That adds up absolute values. The norm is the root of the sum of all squares."
SQUARED = "The square root is missing: a squared distance grows steeper the farther one is."
MEANS = "That is a mean over rows. A norm over all T·V numbers is the root of a sum."
NORMED = "That is the norm of the rows themselves, and not of what they lack to a one-hot sequence."
LACKS = "You counted what the largest entry lacks to 1. The other entries are off as well."
ZERO = "A one-hot sequence is its own nearest one: the distance is 0."


def rows(rng, n, length, tokens):
    return torch.as_tensor(rng.dirichlet(np.full(tokens, 0.7), size=(n, length)))


def nearest(x):
    """By all V^T one-hot sequences."""
    _, length, tokens = x.shape
    every = np.array(list(product(np.eye(tokens), repeat=length)))
    gaps = np.asarray(x)[:, None] - every[None]
    return torch.as_tensor(np.sqrt(np.square(gaps).sum((2, 3))).min(1))


@hint("One number for each sequence.")
def test_the_shape(answer, rng):
    same_shape(answer(rows(rng, 5, 3, 4)), (5,))


@hint(ZERO)
def test_one_hot_rows(answer, rng):
    tokens = torch.as_tensor(rng.integers(0, 4, size=(6, 3)))
    x = torch.nn.functional.one_hot(tokens, 4).double()
    slips = [(torch.full((6,), 3**0.5).double(), NORMED), (torch.full((6,), 3.0).double(), NORMED)]
    close(answer(x), torch.zeros(6).double(), atol=1e-6, slips=slips)


@hint(NEAREST)
def test_soft_rows(answer, rng):
    x = rows(rng, 5, 3, 4)
    off = x - torch.nn.functional.one_hot(x.argmax(-1), 4)
    row = off.square().sum(-1).sqrt()
    slips = [
        (-nearest(x), "That is the critic: minus the distance. The distance itself is asked for."),
        (off.abs().sum((1, 2)), ABSOLUTE),
        (row.sum(1), SUMMED),
        (row.mean(1), MEANS),
        (off.square().sum((1, 2)), SQUARED),
        (off.square().mean((1, 2)).sqrt(), MEANS),
        (off.square().mean((1, 2)), MEANS),
        (row.max(1).values, "You took the worst row alone. " + ONE_NORM),
        ((1 - x.amax(-1)).sum(1), LACKS),
        ((1 - x.amax(-1)).square().sum(1).sqrt(), LACKS),
    ]
    close(answer(x), nearest(x), rtol=1e-5, slips=slips)


@hint("V is the length of a row, whichever tokens happen to be the largest.")
def test_a_token_that_is_never_the_largest(answer, rng):
    x = 0.9 * rows(rng, 3, 2, 4)
    x = torch.cat([x, 0.1 * torch.ones(3, 2, 1).double()], dim=-1)
    x[..., 0] += 0.2
    x = x / x.sum(-1, keepdim=True)
    close(answer(x), nearest(x), rtol=1e-5)


@hint("The distance to a set never changes faster than the place itself moves.")
def test_its_slope(answer, rng):
    x, y = rows(rng, 40, 4, 3), rows(rng, 40, 4, 3)
    near = x + 0.01 * (y - x)
    change = np.abs(to_numpy(answer(near)) - to_numpy(answer(x)))
    steepest = (change / to_numpy((near - x).flatten(1).norm(dim=1))).max()
    if not steepest <= 1 + 1e-6:
        raise Wrong(f"Between two sequences it rises {steepest:.3g} times the distance.", None)
