"""The largest gap.

Write `largest_gap(distance, K, output)`. Two samples have the exact W1 `distance`, and a critic is
K-Lipschitz. Its last layer is "linear", or it ends in a "tanh" or a "sigmoid"; K is the slope with
that ending. Return a number that its gap, mean f(x) - mean f(y), cannot exceed: the smallest such
number if each of the two samples is a single point.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "f/K is 1-Lipschitz, and W1 is the largest gap of 1-Lipschitz critics.",
    "The tanh lies between -1 and 1, the sigmoid between 0 and 1. How far apart can two means be?",
    "Two bounds hold at once. Which of them counts?",
)

WIDTH = {"linear": np.inf, "tanh": 2.0, "sigmoid": 1.0}


@hint("f/K is 1-Lipschitz, so its gap is at most W1. What follows for f?")
def test_a_linear_critic(answer):
    slips = [
        (2.0, "A critic K times as steep has a gap up to K times as large: the slope counts."),
        (2.0 / 3.0, "Multiply by K: f is K times as steep as f/K."),
    ]
    close(answer(2.0, 3.0, "linear"), 6.0, slips=slips)


@hint("A tanh lies between -1 and 1, so that two means of it are never more than 2 apart.")
def test_a_tanh_far_away(answer):
    half = "From the lowest to the highest value of a tanh it is 2, from -1 to 1."
    slips = [(1.0, half), (6.0, "The slope multiplies what comes before; the range is fixed.")]
    close(answer(50.0, 3.0, "tanh"), 2.0, slips=slips)


@hint("A sigmoid lies between 0 and 1, so that two means of it are never more than 1 apart.")
def test_a_sigmoid_far_away(answer):
    close(answer(50.0, 3.0, "sigmoid"), 1.0)


@hint("Close by, the range does not matter: the gap is held by K·W1, and the smaller bound counts.")
def test_a_tanh_close_by(answer):
    close(answer(0.1, 3.0, "tanh"), 0.3)


@hint("A linear critic has no range: nothing but K·W1 holds it.")
def test_random_critics(answer, rng):
    for output, width in WIDTH.items():
        distance, K = (float(v) for v in rng.uniform(0.1, 3, size=2))
        close(answer(distance, K, output), min(K * distance, width))
        close(answer(100 * distance, K, output), min(100 * K * distance, width))
