"""How far a penalised critic overshoots.

A potential f with slope 1 everywhere has the gap W1. Write `best_multiple(w1, weight)`: among all
multiples k·f, find the one that is best for the penalised objective, which is the gap minus
weight · E(‖∇f‖ − 1)². Return three numbers: k, the gap that this critic logs, and its objective.
"""

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "The gap of k·f is k times W1, and its slope is k everywhere. Write the objective in k.",
    "k·W1 − λ(k − 1)² is a parabola. Where is its derivative zero?",
    "W1 − 2λ(k − 1) = 0.",
)

TWO = "The derivative of (k − 1)² is 2(k − 1): there is a 2 in the denominator."
UPSIDE = "It is W1 over 2λ. A larger weight holds the critic closer to slope 1."
OVER = "The critic gains by being steeper than 1, so k is above 1."
GAP = "The critic that is logged is k·f, not f: its gap is k times W1."
OBJECTIVE = "The objective is the gap minus the penalty, λ(k − 1)²."


def three(answer, w1, weight):
    return parts(answer(w1, weight), "k", "the gap", "the objective")


@hint("W1 = 2 and λ = 1: the parabola 2k − (k − 1)² is largest at k = 2.")
def test_the_multiple(answer):
    k, _, _ = three(answer, 2.0, 1.0)
    slips = [(3.0, TWO), (1.25, UPSIDE), (0.0, OVER)]
    close(k, 2.0, what="k", slips=slips)


@hint("The gap is E f(x) − E f(y) of the critic that is used.")
def test_the_logged_gap(answer):
    _, gap, _ = three(answer, 2.0, 1.0)
    close(gap, 4.0, what="the gap", slips=[(2.0, GAP), (3.0, "That is the objective.")])


@hint("The objective lies half-way between W1 and the gap.")
def test_the_objective(answer):
    _, _, objective = three(answer, 2.0, 1.0)
    slips = [(4.0, OBJECTIVE), (2.0, OBJECTIVE), (5.0, "The penalty is subtracted.")]
    close(objective, 3.0, what="the objective", slips=slips)


@hint("Try the numbers of a whole range of k: which is best?")
def test_no_other_multiple_is_better(answer, rng):
    w1, weight = rng.uniform(0.1, 5), rng.uniform(0.1, 20)
    k, gap, objective = three(answer, w1, weight)
    close(k, 1 + w1 / (2 * weight), what="k")
    close(gap, w1 + w1**2 / (2 * weight), what="the gap")
    close(objective, w1 + w1**2 / (4 * weight), what="the objective")
