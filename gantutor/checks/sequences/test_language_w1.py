"""Exact W1 of two small languages.

A language is a list of sentences with their probabilities: `x` (n, T) are n sentences of T tokens,
as whole numbers, and `p` (n,) their probabilities; `y` (m, T) and `q` (m,) those of the other. The
cost of turning one sentence into another is the Hamming distance: at how many places they differ.
Write `language_w1(x, p, y, q)`: the exact W1 of the two laws under this cost, one number. Write the
matrix of costs yourself; the linear program may be POT's, `ot.emd2(p, q, cost)`.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint
from gantutor.transport import solve

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The matrix has a row for each sentence of x and a column for each sentence of y.",
    "`x[:, None, :] != y[None, :, :]` compares all pairs at all places: (n, m, T).",
    "Add up over the places, as float64, and give the masses p and q with it.",
)

PLACES = "The cost counts the places at which two sentences differ: here every place counts 1."
SHARE = "That is the share of places. Count them: the sum over the places, and not the mean."
VALUES = "A token is a name. 0 is as far from 5 as it is from 1: ask whether they differ."
ALL_OR_NOTHING = (
    "That costs 1 for any two different sentences, which makes W1 the total variation. One letter "
    "that is wrong should cost less than five."
)
EQUAL = "You gave every sentence the same mass. The probabilities p and q go to the solver."
INDEPENDENT = "That is the mean cost of independent pairs. W1 takes the cheapest plan."
SORTED = "Sentences lie on no line: there is no order in which to pair them. Solve the program."


def language(rng, n, length, tokens):
    """n different sentences, in any order."""
    every = rng.choice(tokens**length, size=n, replace=False)
    return np.array(np.unravel_index(every, (tokens,) * length)).T, rng.dirichlet(np.ones(n))


def hamming(x, y):
    return (x[:, None] != y[None]).sum(-1).astype(float)


def w1(cost, p, q):
    return solve(cost, p, q).cost


@hint("A language is at no distance from itself, in whatever order its sentences come.")
def test_itself(answer, rng):
    x, p = language(rng, 6, 3, 3)
    order = rng.permutation(6)
    close(answer(x, p, x[order], p[order]), 0.0, atol=1e-9)


@hint(PLACES)
def test_two_sentences(answer):
    """All the mass of one sentence goes to the other: two places differ."""
    one, other = np.array([[0, 5, 2, 1]]), np.array([[0, 1, 2, 3]])
    mass = np.ones(1)
    slips = [(0.5, SHARE), (6.0, VALUES), (np.sqrt(20), VALUES), (20.0, VALUES)]
    slips += [(1.0, ALL_OR_NOTHING), (np.sqrt(2), "There is no root in the Hamming distance.")]
    close(answer(one, mass, other, mass), 2.0, slips=slips)


@hint("The masses are p and q, the cost is the number of places that differ, the plan the best.")
def test_two_languages(answer, rng):
    x, p = language(rng, 7, 4, 3)
    y, q = language(rng, 5, 4, 3)
    cost = hamming(x, y)
    even = np.full(7, 1 / 7), np.full(5, 1 / 5)
    slips = [
        (w1(cost / 4, p, q), SHARE),
        (w1(np.abs(x[:, None] - y[None]).sum(-1).astype(float), p, q), VALUES),
        (w1((cost > 0).astype(float), p, q), ALL_OR_NOTHING),
        (w1(cost, *even), EQUAL),
        (p @ cost @ q, INDEPENDENT),
        (w1(np.sqrt(cost), p, q), "There is no root in the Hamming distance."),
    ]
    close(answer(x, p, y, q), w1(cost, p, q), slips=slips)


@hint("Letters that all change cost T: the largest W1 that there is.")
def test_nothing_in_common(answer, rng):
    x, p = language(rng, 4, 5, 2)
    y, q = language(rng, 6, 5, 2)
    close(answer(x, p, y + 2, q), 5.0, slips=[(1.0, SHARE)])
