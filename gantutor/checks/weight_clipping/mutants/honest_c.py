import math
from itertools import pairwise

from gantutor.checks.engine.assertions import wrong


def steep(widths):
    return math.prod(math.sqrt(a * b) for a, b in pairwise(widths))


@wrong("take the L-th root")
def no_root(widths):
    return 1 / steep(widths), 0.5 ** (len(widths) - 1)


@wrong("not the widths: between k widths")
def one_layer_too_many(widths):
    return steep(widths) ** (-1 / len(widths)), 0.5 ** len(widths)


def honest(widths):
    return steep(widths) ** (-1 / (len(widths) - 1))


@wrong("so the honest c is smaller")
def upside_down(widths):
    return steep(widths) ** (1 / (len(widths) - 1)), 0.5 ** (len(widths) - 1)


@wrong("has both its sides in it")
def inputs_alone(widths):
    return math.prod(widths[:-1]) ** (-1 / (len(widths) - 1)), 0.5 ** (len(widths) - 1)


@wrong("has both its sides in it")
def number_of_weights(widths):
    weights = math.prod(a * b for a, b in pairwise(widths))
    return weights ** (-1 / (len(widths) - 1)), 0.5 ** (len(widths) - 1)


@wrong("in *each* layer")
def half_the_gap(widths):
    return honest(widths), 0.5


@wrong("no two need be alike")
def first_hidden_width_for_all(widths):
    hidden = [widths[1]] * (len(widths) - 2)
    alike = (widths[0], *hidden, widths[-1])
    return honest(alike), 0.5 ** (len(widths) - 1)
