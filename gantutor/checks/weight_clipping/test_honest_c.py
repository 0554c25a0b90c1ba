"""An honest c.

A critic with ReLU between its linear layers has these `widths`: (inputs, hidden, …, outputs). All
its weights lie in [-c, c]; its biases may be anything. Write `honest_c(widths)`, which returns two
numbers. First: the largest c with which its gap exceeds W1 on no pair of samples, whatever its
weights. Second: with *half* that c, the largest share of W1 that its gap can be.
"""

import math
from itertools import pairwise

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The gap can be K·W1 and no more, where K is the largest slope. Which K is honest?",
    "The theorem of this chapter has K as a function of c. Solve K = 1 for c.",
    "K = c^L · ∏√(n_in·n_out), with L one less than the number of widths.",
)

NO_ROOT = "c enters K once for each layer, as c^L: to solve K = 1 for c, take the L-th root."
COUNT = "Count the weight matrices, not the widths: between k widths there are k − 1."
OVER = "More units allow a steeper critic, so the honest c is smaller: divide by the widths."
ONE_SIDE = "The bound of one layer has both its sides in it, √(n_in·n_out)."
HALF = "Half of c is half the slope in *each* layer, and the layers multiply."


def both(answer, widths):
    return parts(answer(widths), "c", "the share at half that c")


def honest(widths):
    steep = math.prod(math.sqrt(a * b) for a, b in pairwise(widths))
    return steep ** (-1 / (len(widths) - 1))


@hint("One input, one output, one weight: the slope is that weight, and 1 is honest.")
def test_a_straight_line(answer):
    close(both(answer, (1, 1))[0], 1.0, what="c for the widths (1, 1)")


@hint(ONE_SIDE)
def test_one_layer(answer):
    slips = [(6.0, OVER), (1 / 36, ONE_SIDE), (0.25, ONE_SIDE), (1 / 9, ONE_SIDE)]
    slips.append((6.0 ** (-1 / 2), COUNT))
    close(both(answer, (4, 9))[0], 1 / 6, what="c for the widths (4, 9)", slips=slips)


@hint("K is a product over the layers, with c once in each of them: K = 1, solved for c.")
def test_several_layers(answer):
    widths = (1, 16, 16, 1)
    steep = 4.0 * 16 * 4
    slips = [(1 / steep, NO_ROOT), (steep ** (-1 / 4), COUNT), (steep ** (1 / 3), OVER)]
    close(both(answer, widths)[0], steep ** (-1 / 3), what=f"c for widths {widths}", slips=slips)


@hint(HALF)
def test_half_of_it(answer):
    slips = [(0.5, HALF), (1.5, HALF), (0.0625, COUNT), (8.0, "The gap gets smaller, not larger.")]
    close(both(answer, (2, 64, 64, 1))[1], 0.125, what="the share of three layers", slips=slips)
    close(both(answer, (2, 64, 1))[1], 0.25, what="the share of two layers")


@hint("Take the widths as they come: each layer has its own, and no two need be alike.")
def test_random_networks(answer, rng):
    widths = tuple(int(w) for w in rng.integers(1, 40, size=rng.integers(3, 7)))
    c, share = both(answer, widths)
    close(c, honest(widths), what="c")
    close(share, 0.5 ** (len(widths) - 1), what="the share at half that c")
