"""The optimal discriminator.

Write `optimal_discriminator(log_p, log_q)`: the logit log(D/(1 - D)) of D = p/(p + q), where p is
the density of the real law and q that of the fake one. You get their logarithms at some points, as
arrays of one shape, and return an array of that shape. It has to work far out in the tails.
"""

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 5

HINTS = (
    "Put D = p/(p + q) into D/(1 - D) and simplify on paper before you write any code.",
    "D/(1 - D) = p/q. What is the logarithm of a quotient?",
)

PROBABILITY = "That is the probability D; the logit is asked for, log(D/(1 - D))."


@hint("Where p = q the discriminator cannot tell: D is ½, and its logit is 0.")
def test_equal_densities_give_0(answer):
    same = np.array([-1.0, -3.0, -2.0])
    close(answer(same, same), np.zeros(3), slips=[(np.full(3, 0.5), PROBABILITY)])


@hint("With D = p/(p + q), D/(1 - D) is p/q.")
def test_three_times_as_likely_to_be_real(answer):
    logit = np.log([3.0])
    close(
        answer(np.log([0.6]), np.log([0.2])),
        logit,
        slips=[
            (-logit, "D is large where the real law is: p comes first, then q."),
            (expit(logit), PROBABILITY),
        ],
    )


@hint("For normal laws of one width the logit is a straight line in x.")
def test_two_normal_laws(answer, rng):
    x, shift = rng.normal(size=(4, 5)), rng.uniform(1, 3)
    expected = shift * (shift / 2 - x)
    close(answer(norm.logpdf(x), norm.logpdf(x, loc=shift)), expected)


@hint("`np.exp` gives 0 in the tails. Simplify first, so that you need no densities at all.")
def test_far_tails(answer):
    x = np.array([-60.0, -30.0, 30.0, 60.0])
    close(answer(norm.logpdf(x), norm.logpdf(x, loc=2.0)), 2.0 - 2.0 * x)
