import numpy as np
from scipy.special import ndtr, ndtri

from gantutor.checks.engine.assertions import wrong


def grid(at, up):
    a, b = np.meshgrid(at, up)
    return np.stack([a.ravel(), b.ravel()], axis=1)


@wrong("Evenly spaced are the values")
def even_in_z(side, low, high):
    at = np.linspace(ndtri(low), ndtri(high), side)
    return grid(at, at[::-1])


@wrong("Those are the probabilities")
def the_probabilities(side, low, high):
    at = np.linspace(low, high, side)
    return grid(at, at[::-1])


@wrong("The top row of images comes first")
def upside_down(side, low, high):
    at = ndtri(np.linspace(low, high, side))
    return grid(at, at)


@wrong("your array runs fast")
def column_by_column(side, low, high):
    at = ndtri(np.linspace(low, high, side))
    b, a = np.meshgrid(at[::-1], at)
    return np.stack([a.ravel(), b.ravel()], axis=1)


@wrong("Half of the prior's mass")
def distribution_function_itself(side, low, high):
    at = ndtr(np.linspace(low, high, side))
    return grid(at, at[::-1])


@wrong("Get the shape right first")
def a_table_of_codes(side, low, high):
    at = ndtri(np.linspace(low, high, side))
    return np.stack(np.meshgrid(at, at[::-1]), axis=-1)
