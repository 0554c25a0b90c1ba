"""Predict: who still pulls from afar?

The real law is N(0, I), the generated one the same, moved by 20 along the first axis. Write
`who_still_pulls()`, which returns six predictions about the derivatives of distances by that shift.
On the line: is the one of JS above 0.001, True or False? The one of MMD² with the kernel exp(−(x −
y)²/2)? Then numbers, right within 15 %: the derivative of W1 on the line, of the Sinkhorn
divergence with the cost |x − y| and ε = 5, of sliced W1 in the plane, and of sliced W1 in 784
dimensions. Guess before you compute.
"""

from functools import cache

import numpy as np
import ot
from scipy.special import ndtri

from gantutor.checks.engine.assertions import hint, parts
from gantutor.checks.engine.predictions import predicted, predicted_yes
from gantutor.distributions import Normal
from gantutor.divergences import js_laws
from gantutor.transport import w1_laws

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "Two laws that do not overlap have JS = log 2, wherever they are. What does a kernel of width "
    "1 see at a distance of 20?",
    "All of the generated law lies to the right of all of the real one: by how much does a plan "
    "become dearer when the shift grows by 1? Do the self terms change?",
    "Along a direction θ only the part θ₁ of the shift is seen. The mean of |θ₁| over the circle "
    "is an integral of |cos|.",
    "In d dimensions θ₁ has the mean square 1/d, and for large d it is about normal.",
)

SHIFT, STEP, EPSILON = 20.0, 0.5, 5.0
NAMES = (
    "whether JS pulls",
    "whether the MMD pulls",
    "the slope of W1",
    "the slope of the Sinkhorn divergence",
    "the slope of sliced W1 in the plane",
    "the slope of sliced W1 in 784 dimensions",
)


def slope(of):
    return (of(SHIFT + STEP) - of(SHIFT - STEP)) / (2 * STEP)


@cache
def computed():
    """The six derivatives, by differences."""
    at = ndtri((np.arange(40) + 0.5) / 40)
    even = np.full(40, 1 / 40)

    def entropic(shift):
        C = np.abs(at[:, None] - at - shift)
        plan = ot.sinkhorn(even, even, C, EPSILON, method="sinkhorn_log")
        return np.sum(plan * C) + EPSILON * np.sum(plan * np.log(plan * 1600))

    def likeness(shift):
        # Of N(0, 1) and N(shift, 1), under the kernel of width 1.
        return np.exp(-(shift**2) / 6) / np.sqrt(3)

    def sliced(d):
        theta = np.random.default_rng(0).normal(size=(5_000, d))
        first = theta[:, 0] / np.linalg.norm(theta, axis=1)
        # Both projections are N(·, 1), and W1 between them is the distance of their means.
        return float(np.abs(first).mean())

    return {
        NAMES[0]: slope(lambda s: js_laws(Normal(), Normal(s))),
        NAMES[1]: slope(lambda s: 2 * (1 / np.sqrt(3) - likeness(s))),
        NAMES[2]: slope(lambda s: w1_laws(Normal(), Normal(s))),
        NAMES[3]: slope(entropic),
        NAMES[4]: sliced(2),
        NAMES[5]: sliced(784),
    }


def one(answer, k):
    return parts(answer(), *NAMES)[k]


def check_yes(answer, k):
    found = computed()[NAMES[k]]
    predicted_yes(one(answer, k), bool(found > 1e-3), NAMES[k], f"the slope is {found:.2g}")


def check_number(answer, k):
    predicted(one(answer, k), computed()[NAMES[k]], within=1.15, what=NAMES[k])


@hint("Far apart JS is log 2, a constant, and a constant has no slope.")
def test_jensen_shannon(answer):
    check_yes(answer, 0)


@hint(
    "At a distance of 20 the kernel exp(−(x − y)²/2) is 0, for all that a computer knows. With a "
    "kernel of some width, an MMD pulls within a few widths and no further."
)
def test_the_mmd(answer):
    check_yes(answer, 1)


@hint("Every sample has to go further by as much as the law is moved: the slope is 1.")
def test_w1(answer):
    check_number(answer, 2)


@hint(
    "Where all of one law lies to the right of the other, every plan becomes dearer by 1 for each "
    "unit of shift, whatever ε is. The self terms do not change when a law is moved."
)
def test_the_sinkhorn_divergence(answer):
    check_number(answer, 3)


@hint("The mean of |cos| over all directions is 2/π.")
def test_sliced_in_the_plane(answer):
    check_number(answer, 4)


@hint(
    "A random direction in 784 dimensions is nearly at right angles to the shift: the mean of |θ₁| "
    "is about √(2/(784 π)). Each slice sees 3 % of what there is to see."
)
def test_sliced_in_many_dimensions(answer):
    check_number(answer, 5)
