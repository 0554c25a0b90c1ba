"""A proof with blanks: the largest is a draw from the softmax.

Token j of m gets the number θ_j + g_j, where the g are independent and P(g ≤ s) = exp(−e^−s), and
the largest wins. Show that token k wins with its probability in the softmax. `theta` holds the m
logits, `k` is a token, `t` a number. Finish `the_race(theta, k, t)`: each of its blanks is a step
of the proof, and the checks try them on random instances.
"""

import numpy as np
from scipy import integrate

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.blanks import blanks

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "θ_j + g_j ≤ t is g_j ≤ t − θ_j, whose probability is given.",
    "Independent: the probability that all of some are below t is a product, and a product of "
    "exponentials is the exponential of a sum.",
    "The density of θ_k + g_k is the derivative by t of exp(−e^(θ_k − t)).",
    "With Z = Σ e^θ_j the product of (b) and (c) is e^(θ_k − t) · exp(−Z e^−t), and that is "
    "(e^θ_k/Z) times the derivative of exp(−Z e^−t).",
)

BELOW = "g ≤ t − θ: so it is exp(−e^(θ − t)), one for each token."
SHIFT = "The logit moves the number up: θ + g ≤ t is g ≤ t − θ, and not g ≤ t + θ."
OTHERS = "The others are all tokens but k: multiply their probabilities."
NOT_K = "k itself is among them. It is the others that must stay below t."
SUMMED = "Independent events: probabilities are multiplied, and not added."
DENSITY = "The derivative of exp(−e^(θ_k − t)) by t: e^(θ_k − t) times the exponential itself."
INNER = "That is P(θ_k + g_k ≤ t). Its derivative is asked: e^(θ_k − t) comes in front."
SIGN = "A density is not negative: two minus signs meet, from −e and from −t."
WINS = (
    "k arrives at t and all others are below: the density (c) times the probability (b). The "
    "exponents then add up to −Z e^−t."
)
WINNER = "The integral over all t of (e^θ_k/Z) · d/dt exp(−Z e^−t) is e^θ_k/Z: the softmax."
LOGIT = "That is the logit's share. In the softmax e^θ stands in its place."

filled = blanks(
    "each below t", "the others below t", "the density of k", "k wins at t", "k wins at all"
)


def instance(rng):
    m = int(rng.integers(3, 6))
    return rng.normal(size=m), int(rng.integers(m)), rng.normal() + 0.5


def truth(theta, k, t):
    below = np.exp(-np.exp(theta - t))
    others = np.prod(np.delete(below, k))
    density = np.exp(theta[k] - t) * below[k]
    return below, others, density, density * others, np.exp(theta[k]) / np.exp(theta).sum()


@hint(BELOW)
def test_step_1_each_below_t(answer, rng):
    problem = theta, _, t = instance(rng)
    (found,) = filled(answer, problem, "a")
    same_shape(found, theta.shape, what="the probabilities")
    slips = [
        (np.exp(-np.exp(-theta - t)), SHIFT),
        (1 - truth(*problem)[0], "That is the probability of being above t."),
    ]
    close(found, truth(*problem)[0], what="the probabilities", slips=slips)


@hint(OTHERS)
def test_step_2_the_others(answer, rng):
    problem = instance(rng)
    (found,) = filled(answer, problem, "b")
    below, others, *_ = truth(*problem)
    slips = [
        (below.prod(), NOT_K),
        (np.delete(below, problem[1]).sum(), SUMMED),
        (below[problem[1]], "That is token k, and the others are asked."),
    ]
    close(found, others, what="P(others ≤ t)", slips=slips)


@hint(DENSITY)
def test_step_3_the_density(answer, rng):
    problem = theta, k, t = instance(rng)
    (found,) = filled(answer, problem, "c")
    below, _, density, *_ = truth(*problem)
    slips = [(below[k], INNER), (-density, SIGN), (np.exp(theta[k] - t), DENSITY)]
    close(found, density, what="the density", slips=slips)


@hint(WINS)
def test_step_4_k_wins_at_t(answer, rng):
    problem = theta, k, t = instance(rng)
    (found,) = filled(answer, problem, "d")
    below, others, density, wins, _ = truth(*problem)
    total = np.exp(theta).sum()
    slips = [
        (below[k] * others, "That is P(all ≤ t). At t itself k has a density, and no probability."),
        (density * below.prod(), "k's own exponential is in it twice: the others are without k."),
        (density + others, SUMMED),
        (total * np.exp(-t) * np.exp(-total * np.exp(-t)), "Anyone may win there. Asked is k."),
    ]
    close(found, wins, what="the density of a win", slips=slips)


@hint(WINNER)
def test_step_5_k_wins(answer, rng):
    problem = theta, k, _ = instance(rng)
    (found,) = filled(answer, problem, "e")
    slips = [
        (1 / len(theta), "All alike? The logits decide."),
        (theta[k] / theta.sum(), LOGIT),
        (np.exp(theta[k]), "That is not divided by Z, and may be above 1."),
    ]
    close(found, truth(*problem)[4], what="P(k wins)", slips=slips)
    whole, _ = integrate.quad(lambda t: truth(theta, k, t)[3], -8, 40, epsabs=1e-10)
    close(found, whole, rtol=1e-5, what="P(k wins)")
