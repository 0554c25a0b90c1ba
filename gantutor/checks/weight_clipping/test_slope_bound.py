"""How steep a clipped network can be.

Write `slope_bound(widths, c)`: the largest slope of a network of linear layers with ReLU between
them when every weight lies in [-c, c]. `widths` is (inputs, hidden, …, outputs), so there is one
weight matrix fewer than there are widths. The operator norm of an n_in × n_out matrix with entries
of size c or less is at most c·√(n_in·n_out). The answer is one number.
"""

import math
from itertools import pairwise

from gantutor.checks.engine.assertions import close, hint

HINTS = (
    "`itertools.pairwise(widths)` gives n_in and n_out of each weight matrix.",
    "ReLU never makes a slope larger, so only the matrices count.",
    "The slope of g after f is at most the slope of g times the slope of f.",
)


def bound(widths, c):
    return math.prod(c * math.sqrt(a * b) for a, b in pairwise(widths))


@hint("One number in, one out, one weight: the slope is that weight, at most c.")
def test_a_straight_line(answer):
    close(answer((1, 1), 0.5), 0.5, slips=[(0.25, "Two widths are one weight matrix, not two.")])


@hint("From 4 inputs to 9 outputs, all weights c: the norm is c·√36. The widths count.")
def test_one_layer(answer):
    sides = "The bound has both sides in it, n_in and n_out, under one square root."
    slips = [(0.1 * 4, sides), (0.1 * 9, sides), (0.1 * 36, sides)]
    close(answer((4, 9), 0.1), 0.6, slips=slips)


@hint("Layer after layer the slopes multiply: the bound is a product over the weight matrices.")
def test_layers_of_one_unit(answer):
    linear = "c enters once for each layer, as a factor: c to the power of the depth."
    slips = [(0.3, linear)]
    close(answer((1, 1, 1, 1), 0.1), 0.001, slips=slips)


@hint("Each of the four layers has widths of its own; 512 comes three times under the product.")
def test_four_layers_on_the_plane(answer):
    widths = (2, 512, 512, 512, 1)
    for c in (0.1, 0.01, 0.001):
        close(answer(widths, c), bound(widths, c))


@hint("Take the widths as they come: no two layers need be alike.")
def test_random_networks(answer, rng):
    widths = tuple(int(w) for w in rng.integers(1, 40, size=rng.integers(3, 7)))
    c = float(rng.uniform(0.01, 1))
    close(answer(widths, c), bound(widths, c))
