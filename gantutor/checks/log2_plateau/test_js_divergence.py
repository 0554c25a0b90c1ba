"""The Jensen–Shannon divergence.

Write `js_divergence(p, q)` for two vectors of masses on the same cells, each summing to 1:
half of KL(p‖m) plus half of KL(q‖m), where m = (p + q)/2. The answer is one number, in nats.
Cells without mass are allowed.
"""

import numpy as np
from scipy.special import rel_entr

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "Begin with the mixture m = (p + q)/2, and write KL(p‖m) as a sum over the cells.",
    "Where p is 0, p·log(p/m) is 0: leave such cells out of the sum with a mask, `p[p > 0]`.",
    "Both sums have the same form: write it once, as a function inside your function.",
)


@hint("Where p = q the mixture is p itself, so every logarithm is log 1 = 0.")
def test_equal_masses_are_at_distance_0(answer):
    close(answer(np.array([0.5, 0.25, 0.25]), np.array([0.5, 0.25, 0.25])), 0.0)


@hint("Compare p with the mixture m = (p + q)/2, then q with the same m, and take the mean.")
def test_two_cells(answer):
    p, q = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    expected = js(p, q)
    close(
        answer(p, q),
        expected,
        slips=[
            (expected / np.log(2), "Nats, not bits: take the natural logarithm, `np.log`."),
            (expected * 2, "Each of the two KL terms counts with weight ½."),
        ],
    )


@hint("A cell where p is 0 adds nothing to KL(p‖m): leave it out before taking the logarithm.")
def test_cells_without_mass(answer):
    close(answer(np.array([0.5, 0.5, 0.0]), np.array([0.0, 0.5, 0.5])), np.log(2) / 2)


@hint("Where only p has mass, m = p/2 and the logarithm is log 2, however far away q is.")
def test_disjoint_masses_are_at_log_2(answer):
    close(answer(np.array([1.0, 0.0]), np.array([0.0, 1.0])), np.log(2))
    close(answer(np.array([0.5, 0.5, 0, 0, 0]), np.array([0, 0, 0, 0.25, 0.75])), np.log(2))


@hint("Sum over all cells, whatever their number, and do not rescale p and q.")
def test_random_masses(answer, rng):
    p, q = rng.dirichlet(np.ones(20)), rng.dirichlet(np.ones(20))
    close(answer(p, q), js(p, q))


def js(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2
