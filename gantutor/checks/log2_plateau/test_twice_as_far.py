"""Predict: twice as far.

Two normal laws of deviation 1 stand 4 apart, and then 8 apart. The discriminator is the best one
both times. Write `twice_as_far()`, which returns three predictions: by what factor JS changes, by
what factor the mean length of the gradient that the generated samples get from log(1 - D) changes,
and by what factor the one from -log D does. 2 means twice as much, 0.5 half as much. The first and
the third should be right within 15 %, the second within a factor of 4. Guess before you compute.
"""

import numpy as np

from gantutor.checks.engine.assertions import hint, parts
from gantutor.checks.engine.predictions import predicted
from gantutor.distributions import Normal
from gantutor.divergences import js_laws

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "How far is JS from its largest value, log 2, when the laws are 4 apart?",
    "The gradient at a sample is the slope of the loss in f, -D or -(1 - D), times ∇f. For two "
    "normal laws of deviation 1 the logit f is a straight line: how steep?",
    "The mean of D over the generated samples falls about like exp(-distance²/8).",
)

NAMES = ("the factor of JS", "the factor of log(1 - D)", "the factor of -log D")


def computed():
    """JS and the mean lengths of both gradients, 8 apart over 4 apart; by quadrature."""
    z = np.linspace(-14, 22, 8001)
    found = []
    for distance in (4.0, 8.0):
        P, Q = Normal(), Normal(distance)
        weights = Q.pdf(z) * (z[1] - z[0])
        D = 1 / (1 + np.exp(Q.logpdf(z) - P.logpdf(z)))
        slope = distance  # of the logit log p - log q, everywhere
        found.append((js_laws(P, Q), weights @ D * slope, weights @ (1 - D) * slope))
    return np.divide(found[1], found[0])


@hint(
    "JS hardly changes. 4 apart the laws hardly overlap, and JS has reached nine tenths of log 2. "
    "All that is left to it is the last tenth: this is the plateau."
)
def test_the_divergence(answer):
    value = parts(answer(), *NAMES)[0]
    predicted(value, computed()[0], within=1.15, what=NAMES[0])


@hint(
    "This loss listens to D, the chance to pass for real. In the middle of the generated law it is "
    "exp(-distance²/2), and on average about exp(-distance²/8): 8 apart that is exp(-6) of what it "
    "was. ∇f has doubled, which hardly matters."
)
def test_the_saturating_gradient(answer):
    value = parts(answer(), *NAMES)[1]
    predicted(value, computed()[1], within=4, what=NAMES[1])


@hint(
    "This loss listens to 1 - D, which is nearly 1 on all generated samples both times. What is "
    "left is ∇f, whose length is the distance: it doubles."
)
def test_the_non_saturating_gradient(answer):
    value = parts(answer(), *NAMES)[2]
    predicted(value, computed()[2], within=1.15, what=NAMES[2])
