"""The best guess.

Write `best_guess(p, q)`: the best probability that a sample is real, p/(p + q), at points where the
real law has the density p and the generated law the density q. Two arrays of one shape, and the
answer has that shape. Where neither law has any mass, no sample ever falls: return ½ there,
without a warning.
"""

import warnings

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint

HINTS = (
    "How many of the samples at a point are real, if both kinds are shown equally often?",
    "Divide only where p + q is above 0: `np.divide(p, p + q, out=…, where=…)`.",
    "`out` holds what stays where nothing is divided: `np.full(np.shape(p), 0.5)`.",
)

REAL = "D is the probability of *real*: p goes on top."
ODDS = "p/q is the odds. The probability is p out of all samples there, p + q."
EMPTY = "0/0 is not a number. Divide only where p + q is above 0, and put ½ elsewhere."
TINY = (
    "The ratio alone counts, however small both densities are. A small number added to the "
    "denominator swallows densities that are smaller still."
)


@hint("Of the samples at a point, the share p/(p + q) is real.")
def test_three_points(answer):
    p, q = np.array([0.3, 0.2, 0.4]), np.array([0.1, 0.2, 0.0])
    with np.errstate(divide="ignore"):
        slips = [(q / (p + q), REAL), (p / q, ODDS)]
    close(answer(p, q), np.array([0.75, 0.5, 1.0]), slips=slips)


@hint("Work on whole arrays of any shape.")
def test_random_densities(answer, rng):
    p, q = rng.uniform(0.1, 2, size=(2, 3, 5))
    close(answer(p, q), 1 / (1 + q / p))


@hint(TINY)
def test_far_out_in_the_tails(answer):
    p, q = np.array([1e-12, 3e-200, 1e-9]), np.array([1e-12, 1e-200, 0.0])
    close(answer(p, q), np.array([0.5, 0.75, 1.0]))


@hint(EMPTY)
def test_where_there_is_nothing(answer):
    p, q = np.array([0.0, 1.0, 0.0, 0.0]), np.array([0.0, 0.0, 2.0, 0.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = answer(p, q)
    close(value, np.array([0.5, 1.0, 0.0, 0.5]))
    if caught:
        raise Wrong(f"The values are right, but NumPy warned: {caught[0].message}.", EMPTY)
