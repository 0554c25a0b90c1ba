"""The best guess.

A discriminator is shown `fakes` generated samples for every real one; `fakes` is a number above 0.
Write `best_guess(p, q, fakes)`: the best probability that a sample is real, at points where the
real law has the density p and the generated law the density q. p and q are two arrays of one shape,
and the answer has that shape. Where neither law has any mass, no sample ever falls: return there
what is best to say of a sample that has not been looked at. NumPy should have nothing to warn of.
"""

import warnings

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.describe import show

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "Of 1 + `fakes` samples, p times a small width are real at this place. How many are generated?",
    "At a point, the share of real samples is p out of p + `fakes` · q.",
    "Divide only where p + q is above 0: `np.divide(p, …, out=…, where=…)`, and `out` holds what "
    "stays where nothing is divided: 1/(1 + `fakes`) in each place.",
)

EQUAL = "That is the best guess where both kinds are shown equally often."
REAL = "D is the probability of *real*: p goes on top."
ODDS = "Real against generated are the odds. The probability is real out of all samples there."
MORE = "More generated samples make every sample less likely to be real: q gets the factor."
SHARE = "The factor is how many generated samples come with *one* real one, not a share of all."
EMPTY = "0/0 is not a number. Divide only where there is some mass."
BLIND = "A sample that has not been looked at is real with probability 1/(1 + `fakes`)."
OF_FAKE = (
    "That is how likely such a sample is to be *generated*: of 1 + `fakes` samples one is real."
)
BOUNDED = "Where one law alone has mass the guess is sure, 1 or 0: a probability needs no clipping."
TINY = (
    "The ratio alone counts, however small both densities are. A small number added to the "
    "denominator swallows densities that are smaller still."
)


def best(p, q, fakes):
    return p / (p + fakes * q)


def check(answer, p, q, fakes):
    with np.errstate(divide="ignore"):
        slips = [
            (best(p, q, 1), EQUAL),
            (1 - best(p, q, fakes), REAL),
            (p / (fakes * q), ODDS),
            (best(fakes * p, q, 1), MORE),
            (best(p, q, fakes / (1 + fakes)), SHARE),
        ]
    close(answer(p, q, fakes), best(p, q, fakes), slips=slips)


@hint("Of the samples at a point, the share p/(p + 3q) is real when 3 fakes come with each real.")
def test_three_fakes_for_each_real_sample(answer):
    check(answer, np.array([0.3, 0.2, 0.4]), np.array([0.1, 0.2, 0.0]), 3)


@hint("The fewer fakes are shown, the more a sample speaks for being real.")
def test_random_densities(answer, rng):
    check(answer, *rng.uniform(0.1, 2, size=(2, 3, 5)), rng.uniform(0.2, 0.8))


@hint(TINY)
def test_far_out_in_the_tails(answer):
    p, q = np.array([1e-12, 3e-200, 1e-9]), np.array([1e-12, 1e-200, 0.0])
    close(answer(p, q, 1), np.array([0.5, 0.75, 1.0]))


@hint(BLIND)
def test_where_there_is_nothing(answer):
    p, q = np.array([0.0, 1.0, 0.0, 0.0]), np.array([0.0, 0.0, 2.0, 0.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = answer(p, q, 4)
    slips = [
        (np.array([0.8, 1.0, 0.0, 0.8]), OF_FAKE),
        (np.array([np.nan, 1.0, 0.0, np.nan]), EMPTY),
    ]
    value = np.asarray(value)
    same_shape(value, (4,))
    if np.allclose(value[[0, 3]], 0.2) and not np.allclose(value[1:3], [1, 0], rtol=0, atol=1e-9):
        raise Wrong(
            f"Where there are only real samples, and only generated ones, you returned "
            f"{show(value[1:3])}; expected [1, 0].",
            BOUNDED,
        )
    close(value, np.array([0.2, 1.0, 0.0, 0.2]), slips=slips)
    if caught:
        raise Wrong(f"The values are right, but NumPy warned: {caught[0].message}.", EMPTY)
