"""How much noise it takes.

The real law is N(0, std²), the generated one N(distance, std²). Noise of deviation σ is added to
the samples of both, and the discriminator is the best one for the blurred laws. Write
`noise_needed(distance, std, d)`: the least σ ≥ 0 for which it grants the middle of the generated
law, x = distance, at least the probability d of being real. d is a number between 0 and ½. Return
one number.
"""

from math import log, sqrt

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "Variances add: each law becomes normal with the variance std² + σ².",
    "At x = distance, log p - log q is -distance²/(2(std² + σ²)). It should be log(d/(1 - d)).",
    "Solve for σ². If it comes out negative, the laws overlap enough without any noise.",
)

OWN = "The laws have a width of their own: std² is a part of the variance that is needed."
TWO = "The exponent of a normal density has a 2: -distance²/(2 · variance)."
LOGIT = "D = d means log p - log q = log(d/(1 - d)), not log d: q does not vanish."
MIDDLE = "At x = distance, not halfway: there D is ½ without any noise."
NEGATIVE = "If the laws overlap enough already, the least noise is 0."
DEVIATIONS = "Variances add, not deviations: σ² = variance - std²."
VARIANCE = "That is the variance σ². Return the deviation."


def needed(distance, d):
    return distance**2 / (2 * log((1 - d) / d))


def check(answer, distance, std, d):
    v = needed(distance, d)
    slips = [
        (sqrt(v), OWN),
        (sqrt(max(0.0, 2 * v - std**2)), TWO),
        (sqrt(max(0.0, distance**2 / (-2 * log(d)) - std**2)), LOGIT),
        (max(0.0, sqrt(v) - std), DEVIATIONS),
        (max(0.0, v - std**2), VARIANCE),
    ]
    close(answer(distance, std, d), sqrt(max(0.0, v - std**2)), slips=slips)


@hint("Four apart, deviation ½ each, d = 0.01: σ is about 1.2.")
def test_narrow_laws(answer):
    check(answer, 4.0, 0.5, 0.01)


@hint("The larger the distance, the larger σ: far apart in proportion.")
def test_other_pairs(answer, rng):
    for _ in range(4):
        check(answer, rng.uniform(6, 12), rng.uniform(0.2, 1), rng.uniform(0.01, 0.3))


@hint(NEGATIVE)
def test_laws_that_overlap_already(answer):
    close(float(answer(0.5, 1.0, 0.1)), 0.0)
