"""Predict: one heap for two.

The data are two equal heaps, ½ N(-3, ½²) + ½ N(3, ½²), and the generator is one heap, N(m, s²). Let
m and s be the best, first for KL(Q‖P), then for KL(P‖Q), where P are the data. Write
`one_heap_for_two()`, which returns five predictions: the width s that is best for KL(Q‖P), the one
that is best for KL(P‖Q), and the least value of KL(Q‖P), each within 15 %; then the heaps of the
data are moved from ±3 to ±6: does the least value of KL(Q‖P) grow by more than 0.1, and does that
of KL(P‖Q)? True or False. Guess before you compute.
"""

from functools import cache

import numpy as np
from scipy.optimize import minimize

from gantutor.checks.engine.assertions import hint, parts
from gantutor.checks.engine.predictions import predicted, predicted_yes

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "One of the two charges where the generator puts its samples, the other where the data are.",
    "KL(P‖Q) is least for the normal law with the mean and the variance of the data. What is the "
    "variance of two heaps at ±3?",
    "A generator that is one of the two heaps has q = 2p on it.",
)

NAMES = (
    "the width that is best for KL(Q‖P)",
    "the width that is best for KL(P‖Q)",
    "the least KL(Q‖P)",
    "whether the least KL(Q‖P) grows",
    "whether the least KL(P‖Q) grows",
)


@cache
def least(away, direction):
    """The least KL and its width s, for heaps at ±away; by quadrature and a search."""
    x = np.linspace(-away - 20, away + 20, 8001)
    sides = [-0.5 * ((x - m) / 0.5) ** 2 - np.log(0.5) for m in (-away, away)]
    log_p = np.logaddexp(*sides) - np.log(2) - np.log(2 * np.pi) / 2

    def divergence(parameters):
        m, log_s = parameters
        log_q = -0.5 * ((x - m) / np.exp(log_s)) ** 2 - log_s - np.log(2 * np.pi) / 2
        first, second = (log_q, log_p) if direction == "Q‖P" else (log_p, log_q)
        return np.exp(first) @ (first - second) * (x[1] - x[0])

    # The search starts from one heap, and from both.
    found = [
        minimize(divergence, (m, np.log(s)), method="Nelder-Mead")
        for m, s in ((away, 0.5), (0.1, away))
    ]
    best = min(found, key=lambda result: result.fun)
    return float(best.fun), float(np.exp(best.x[1]))


def prediction(answer, k):
    return parts(answer(), *NAMES)[k]


@hint(
    "KL(Q‖P) charges for samples in the gap, so the best heap is one of the two, and as wide as it."
)
def test_the_width_for_the_samples(answer):
    predicted(prediction(answer, 0), least(3.0, "Q‖P")[1], within=1.15, what=NAMES[0])


@hint(
    "KL(P‖Q) charges for data that are missed, so the best heap covers both: it has the variance "
    "of all of the data, 3² between the heaps and ½² inside of them."
)
def test_the_width_for_the_data(answer):
    predicted(prediction(answer, 1), least(3.0, "P‖Q")[1], within=1.15, what=NAMES[1])


@hint(
    "On the heap that is covered q = 2p, and all samples are there: the mean of log(q/p) is log 2."
)
def test_the_price_of_a_missed_half(answer):
    predicted(prediction(answer, 2), least(3.0, "Q‖P")[0], within=1.15, what=NAMES[2])


def grows(direction):
    near, far = (least(away, direction)[0] for away in (3.0, 6.0))
    return bool(far > near + 0.1), f"{near:.3f} at ±3, {far:.3f} at ±6"


@hint("What is missed costs log 2 wherever it lies: no sample is there to be charged.")
def test_a_missed_half_further_away(answer):
    found, numbers = grows("Q‖P")
    predicted_yes(prediction(answer, 3), found, NAMES[3], numbers)


@hint("The heap that covers both grows wider with the gap, and is thinner on all of the data.")
def test_a_wider_gap_to_cover(answer):
    found, numbers = grows("P‖Q")
    predicted_yes(prediction(answer, 4), found, NAMES[4], numbers)
