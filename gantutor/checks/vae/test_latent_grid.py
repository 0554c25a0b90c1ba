"""A grid that the prior would draw.

Write `latent_grid(side, low, high)`: the codes (a, b) of a grid of side × side images in a latent
plane. Across and up, the places are those at which the normal distribution function has `side`
evenly spaced values from `low` to `high`. The first row of images is the top one, where b is
largest; in a row a grows. Return a NumPy array of shape (side², 2).
"""

import numpy as np
from scipy.special import ndtri

from gantutor.checks.engine.assertions import close, hint, same_shape

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "`scipy.special.ndtri` is the inverse of the normal distribution function.",
    "One axis of places will do: ndtri(linspace(low, high, side)). Both axes use it.",
    "Images are read row by row: a runs fast, b is one number in a whole row, the largest first.",
)

EVEN = "Evenly spaced in z. Evenly spaced are the values of the distribution function."
PROBABILITY = "Those are the probabilities. The codes are where the distribution function has them."
ORDER = "In a row of images a changes and b stays: the first column of your array runs fast."
UP = "The top row of images comes first, and there b is largest."


def right(side, low, high):
    at = ndtri(np.linspace(low, high, side))
    a, b = np.meshgrid(at, at[::-1])
    return np.stack([a.ravel(), b.ravel()], axis=1)


@hint("A grid of 3 × 3 images needs nine codes of two numbers each.")
def test_the_shape(answer):
    same_shape(answer(3, 0.1, 0.9), (9, 2))


@hint("Half of the prior's mass lies on either side of 0.")
def test_two_by_two(answer):
    expected = right(2, 0.25, 0.75)
    q = expected[1, 0]
    slips = [
        (np.array([[0.25, 0.75], [0.75, 0.75], [0.25, 0.25], [0.75, 0.25]]), PROBABILITY),
        (expected[[2, 3, 0, 1]], UP),
        (expected[:, ::-1], ORDER),
        (np.array([[-q, q], [-q, -q], [q, q], [q, -q]]), ORDER),
        (np.array([[-q, -q], [-q, q], [q, -q], [q, q]]), ORDER),
    ]
    close(answer(2, 0.25, 0.75), expected, slips=slips)


@hint("ndtri(linspace(low, high, side)) on both axes, and a grid of them.")
def test_any_grid(answer, rng):
    side = int(rng.integers(3, 7))
    low, high = rng.uniform(0.01, 0.4), rng.uniform(0.6, 0.97)
    expected = right(side, low, high)
    even = np.linspace(ndtri(low), ndtri(high), side)
    a, b = np.meshgrid(even, even[::-1])
    close(
        answer(side, low, high), expected, slips=[(np.stack([a.ravel(), b.ravel()], axis=1), EVEN)]
    )
