import math
from itertools import pairwise

from gantutor.checks.engine.assertions import wrong


def layers(widths):
    return list(pairwise(widths))


@wrong("The widths count")
def forgets_widths(widths, c):
    return c ** len(layers(widths))


@wrong("not two")
def one_layer_too_many(widths, c):
    return c * math.prod(c * math.sqrt(a * b) for a, b in layers(widths))


@wrong("to the power of the depth")
def c_times_depth(widths, c):
    return len(layers(widths)) * c * math.prod(math.sqrt(a * b) for a, b in layers(widths))


@wrong("to the power of the depth")
def adds_the_layers(widths, c):
    return sum(c * math.sqrt(a * b) for a, b in layers(widths))


@wrong("the slopes multiply")
def steepest_layer(widths, c):
    return max(c * math.sqrt(a * b) for a, b in layers(widths))


@wrong("under one square root")
def sums_of_rows(widths, c):
    return math.prod(c * n_in for n_in, _ in layers(widths))


@wrong("under one square root")
def number_of_weights(widths, c):
    return math.prod(c * a * b for a, b in layers(widths))


@wrong("no two layers need be alike")
def first_hidden_width_for_all(widths, c):
    depth, n = len(layers(widths)), widths[1]
    return c**depth * n ** (depth - 1) * math.sqrt(widths[0] * widths[-1])
