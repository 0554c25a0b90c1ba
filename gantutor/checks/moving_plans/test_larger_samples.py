"""Predict: four times the samples.

The floor is W1 between two samples of one law, here of N(0, I) in d dimensions. Write
`larger_samples()`, which returns four predictions. First by what factor the floor falls when both
samples grow from 64 points to 256: on the line, in 4 dimensions, and in 64 dimensions. 0.5 means
half as large. Each should be right within 15 %. Then a generator says 0 every time, whatever its
latent is. In 64 dimensions, against 256 real samples: is it nearer than 256 other real samples are?
True or False. Guess before you compute.
"""

from functools import cache

import numpy as np

from gantutor.checks.engine.assertions import hint, parts
from gantutor.checks.engine.predictions import predicted, predicted_yes
from gantutor.transport import cost_matrix, solve

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "Two samples of one law differ by chance alone. How does chance fall with n, in an average?",
    "From two dimensions on the floor falls about like n to the power -1/d.",
    "In 64 dimensions 256 points are all far from each other. How far from each other, and how far "
    "from 0? Two squared lengths of 64 each are added in the one, in the other there is one.",
)

NAMES = ("the factor on the line", "the factor in 4 dimensions", "the factor in 64 dimensions")
NEARER = "whether a constant is nearer than real samples"
SIZES = (64, 256)


@cache
def floor(n, d):
    """The mean W1 between two samples of n points in d dimensions; on the line by sorting."""
    rng = np.random.default_rng(0)
    if d == 1:
        x, y = np.sort(rng.normal(size=(2, 400, n)), axis=-1)
        return float(np.abs(x - y).mean())
    pairs = (rng.normal(size=(2, n, d)) for _ in range(4))
    return float(np.mean([solve(cost_matrix(x, y)).cost for x, y in pairs]))


def factor(d):
    return floor(SIZES[1], d) / floor(SIZES[0], d)


@hint(
    "On the line the floor falls like the error of a mean, n to the power -½: four times the "
    "samples halve it."
)
def test_on_the_line(answer):
    value = parts(answer(), *NAMES, NEARER)[0]
    predicted(value, factor(1), within=1.15, what=NAMES[0])


@hint(
    "In d > 2 dimensions a point's partner is as far as the next point of the other sample is, and "
    "that falls like n to the power -1/d: four times the samples, 4 to the power -¼."
)
def test_in_4_dimensions(answer):
    value = parts(answer(), *NAMES, NEARER)[1]
    predicted(value, factor(4), within=1.15, what=NAMES[1])


@hint(
    "4 to the power -1/64 is 0.98. In 64 dimensions no number of samples that fits into a computer "
    "brings the floor down by much."
)
def test_in_64_dimensions(answer):
    value = parts(answer(), *NAMES, NEARER)[2]
    predicted(value, factor(64), within=1.15, what=NAMES[2])


@hint(
    "A real point is √64 = 8 away from 0, and about √(2 · 64) = 11 from another real point; the "
    "nearest of 256 is little nearer. So 0 beats the floor. That is no merit: it is what exact "
    "W1 on few samples rewards in high dimensions, and why the floor is a yardstick and no bound."
)
def test_a_constant(answer):
    value = parts(answer(), *NAMES, NEARER)[3]
    x = np.random.default_rng(1).normal(size=(SIZES[1], 64))
    constant, real = float(np.linalg.norm(x, axis=1).mean()), floor(SIZES[1], 64)
    numbers = f"it is {constant:.2f} away, and real samples {real:.2f}"
    predicted_yes(value, constant < real, NEARER, numbers)
