"""How much disjoint mass lifts JS.

Finish `disjoint_supports(p, q)`. Of the mixture (p + q)/2, some share lies where only one of the
two laws has mass. Return that share, and what these cells alone add to JS(p, q), in nats: JS is
never below it, whatever the laws do on the rest. Each law is a pair of arrays, edges and heights:
a density that is constant between edges. The masses of both on common cells are computed for you.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts

DIFFICULTY = 2
MINUTES = 15

HINTS = (
    "In a cell where q is 0, m = p/2. What does p·log(p/m) add to KL(p‖m) there?",
    "A cell of one law alone adds half its mass times log 2 to JS.",
    "The cells of both laws are left out: they add nothing where p = q, and something elsewhere.",
)


def uniform(low, high):
    return np.array([low, high]), np.array([1 / (high - low)])


def close_both(returned, share, **slips):
    found = parts(returned, "the share", "what it adds")
    close(found[0], share, what="the share", **slips)
    known = [
        (share, "In these cells the logarithm is log 2 = 0.693 nats, not 1 bit."),
        (2 * share * np.log(2), "JS is half of each KL: the share counts once, with log 2."),
    ]
    if share:
        close(found[1], share * np.log(2), what="what these cells add to JS", slips=known)
    else:
        close(found[1], 0.0, what="what no cell at all adds to JS")


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
    rest = "JS itself counts the cells of both laws too; asked for are those of one law alone."
    tv = "That is the total variation. Cells with mass of both laws must not count, even if p ≠ q."
    returned = answer(uniform(0, 1), uniform(0, 4))
    whole = (np.log(1.6) + np.log(0.4) / 4 + 0.75 * np.log(2)) / 2
    if np.allclose(parts(returned, "the share", "what it adds"), (0.375, whole)):
        raise Wrong(f"What these cells add to JS: {whole:.6g}, expected 0.25993.", rest)
    close_both(returned, 0.375, slips=[(0.75, tv)])


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
