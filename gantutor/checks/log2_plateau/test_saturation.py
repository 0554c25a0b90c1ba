"""Which loss saturates.

Write `saturation(logit)`. On a generated point the discriminator says D = σ(logit). Return the
slopes, in the logit, of the two losses that a generator can minimise: first log(1 - D), then
-log D. Two arrays, each shaped as `logit`.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The slope of σ is D(1 - D). First take the slope of each loss in D.",
    "In D the slopes are -1/(1 - D) and -1/D. Multiply each by D(1 - D).",
    "`scipy.special.expit` is a σ that does not overflow.",
)

SIGN = "Both losses fall as the logit rises, so both slopes are negative."
CHAIN = "That is the slope in D. By the chain rule, times the slope of D in the logit: D(1 - D)."


@hint("At logit 0, D is ½, and both losses have the same slope.")
def test_both_slopes_at_logit_0(answer):
    values = parts(answer(np.zeros(3)), "the slope of log(1 - D)", "the slope of -log D")
    slips = [(np.full(3, 0.5), SIGN), (np.full(3, -2.0), CHAIN)]
    for value, what in zip(values, ("log(1 - D)", "-log D"), strict=True):
        close(value, np.full(3, -0.5), what=what, slips=slips)


@hint("When D is near 0, log(1 - D) is nearly flat and -log D is steep.")
def test_a_fake_that_is_seen_through(answer):
    d = 0.001
    first, second = parts(answer(np.log([d / (1 - d)])), "log(1 - D)", "-log D")
    order = "Return the slope of log(1 - D) and then that of -log D, in this order."
    close(first, np.array([-d]), what="log(1 - D)", slips=[(np.array([d - 1]), order)])
    close(second, np.array([d - 1]), what="-log D")


@hint("Compare with differences: (loss(logit + h) - loss(logit - h)) / 2h for a small h.")
def test_slopes_are_the_limits_of_differences(answer, rng):
    logit, h = rng.uniform(-4, 4, size=(2, 6)), 1e-5
    first, second = parts(answer(logit), "log(1 - D)", "-log D")

    def slope(loss):
        return (loss(logit + h) - loss(logit - h)) / (2 * h)

    close(first, slope(lambda f: -np.logaddexp(0, f)), what="log(1 - D)", rtol=1e-4)
    close(second, slope(lambda f: np.logaddexp(0, -f)), what="-log D", rtol=1e-4)


@hint("`np.exp(1000)` overflows. Use `scipy.special.expit`, or take `np.exp` of negatives only.")
def test_logits_of_a_thousand(answer):
    first, second = parts(answer(np.array([-1000.0, 1000.0])), "log(1 - D)", "-log D")
    close(first, np.array([0.0, -1.0]), what="log(1 - D)")
    close(second, np.array([-1.0, 0.0]), what="-log D")
