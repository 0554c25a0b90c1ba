"""The smoothed discriminator.

With one-sided label smoothing the target on real samples is 1 - s, and on generated ones 0. The
best discriminator is then D = (1 - s)p/(p + q). Write `smoothed_logit(log_p, log_q, s)`: its logit
log(D/(1 - D)), for one number 0 < s < ½. You get the logarithms of both densities at some points,
arrays of one shape, and return an array of that shape. It has to work far out in the tails.
"""

import warnings

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "1 - D is what is left over: (s p + q)/(p + q). Form D/(1 - D); the p + q cancel.",
    "The logit is log((1 - s) p) - log(s p + q). The second logarithm is of a *sum*.",
    "`np.logaddexp(a, b)` is log(exp(a) + exp(b)) without leaving the logarithms.",
)

ONLY_SCALED = "1 - D changes as well: it is (s p + q)/(p + q), not q/(p + q)."
TWO_SIDED = "That smooths the targets of the generated samples too. One-sided leaves them at 0."
PLAIN = "That is the logit without smoothing, log p - log q."
BOUND = "Capping the plain logit is not the same: the smoothed one bends before its bound."
TAILS = "exp of a log-density underflows, and 0/0 is left. Stay in logarithms: `np.logaddexp`."
SWAPPED = "s is the probability of *fake* given to a real sample: a small s, a large logit there."


def direct(p, q, s):
    return np.log((1 - s) * p / (s * p + q))


def check(answer, p, q, s):
    plain, top = np.log(p / q), np.log((1 - s) / s)
    slips = [
        (plain + np.log(1 - s), ONLY_SCALED),
        (np.log(((1 - s) * p + s * q) / (s * p + (1 - s) * q)), TWO_SIDED),
        (plain, PLAIN),
        (np.minimum(plain, top), BOUND),
        (direct(p, q, 1 - s), SWAPPED),
    ]
    close(answer(np.log(p), np.log(q), s), direct(p, q, s), slips=slips)


@hint("With p = 3q and s = 0.1, D = 0.9 · ¾ and 1 - D = 0.1 · ¾ + ¼.")
def test_by_hand(answer):
    check(answer, np.array([0.6, 3.0]), np.array([0.2, 1.0]), 0.1)


@hint("Where only real samples are, D = 1 - s, and its logit is log((1 - s)/s).")
def test_densities_of_every_ratio(answer, rng):
    check(answer, np.exp(2 * rng.normal(size=(2, 6))), np.exp(2 * rng.normal(size=(2, 6))), 0.2)


@hint(TAILS)
def test_far_out_in_the_tails(answer):
    log_p, log_q = np.array([-2000.0, -1000.0, -3000.0]), np.array([-2000.0, -2000.0, -1000.0])
    expected = np.array([np.log(0.45 / 0.55), np.log(9.0), np.log(0.9) - 2000.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = answer(log_p, log_q, 0.1)
    close(value, expected)
    if caught:
        raise Wrong(f"The values are right, but NumPy warned: {caught[0].message}.", TAILS)
