"""How much disjoint mass lifts JS.

Finish `disjoint_supports(p, q)`. Of the mixture (p + q)/2, some share lies where only one of the
two laws has mass. Return that share, and the largest number that is certainly below JS(p, q) or
equal to it, whatever the laws do on the rest. Each law is a pair of arrays, edges and heights: a
density that is constant between edges. The masses of both on common cells are computed for you.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, parts

HINTS = (
    "In a cell where q is 0, m = p/2. What does p·log(p/m) add to KL(p‖m) there?",
    "A cell of one law alone adds half its mass times log 2 to JS.",
    "The cells of both laws add nothing when p = q there, so the bound cannot count on them.",
)


def uniform(low, high):
    return np.array([low, high]), np.array([1 / (high - low)])


def close_both(returned, share, **slips):
    found = parts(returned, "the share", "the bound")
    close(found[0], share, what="the share", **slips)
    in_bits = [(share, "In these cells the logarithm is log 2 = 0.693 nats, not 1 bit.")]
    close(found[1], share * np.log(2), what="the bound", slips=in_bits if share else ())


@hint("A cell counts when one of the two masses is 0. Here none is.")
def test_a_law_and_itself(answer):
    close_both(answer(uniform(0, 1), uniform(0, 1)), 0.0)


@hint("A quarter of p lies where q has no mass, and a quarter of q where p has none.")
def test_uniform_laws_a_quarter_apart(answer):
    half = "In the mixture (p + q)/2 each law counts with weight ½."
    one = "Both sides count: p where q is 0, and q where p is 0."
    close_both(answer(uniform(0, 1), uniform(0.25, 1.25)), 0.25, slips=[(0.5, half), (0.125, one)])


@hint("Both sides count: p where q is 0, and q where p is 0, each with weight ½.")
def test_one_support_inside_the_other(answer):
    tv = "That is the total variation. Cells with mass of both laws must not count, even if p ≠ q."
    close_both(answer(uniform(0, 1), uniform(0, 4)), 0.375, slips=[(0.75, tv)])


@hint("A law may have a gap inside: look at the mass of each cell, not at the first and last edge.")
def test_a_gap(answer):
    bumps = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.5, 0.0, 0.5])
    close_both(answer(bumps, uniform(1, 2)), 1.0)
    close_both(answer(bumps, uniform(0, 3)), 1 / 6)


@hint("Go through the cells: which have mass of one law only, and how much?")
def test_random_steps(answer, rng):
    p, q = (rng.dirichlet(np.ones(12)) * rng.integers(0, 2, size=12) for _ in range(2))
    p[0], q[-1] = 0.3, 0.4
    p, q = p / p.sum(), q / q.sum()
    share = (p[q == 0].sum() + q[p == 0].sum()) / 2
    edges = np.arange(13) / 4
    close_both(answer((edges, p * 4), (edges, q * 4)), share)
