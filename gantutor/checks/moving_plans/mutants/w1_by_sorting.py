import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("in any order: sort both")
def forgot_to_sort(x, y):
    return np.mean(np.abs(x - y))


@wrong("not their squares")
def w2(x, y):
    return np.sqrt(np.mean((np.sort(x) - np.sort(y)) ** 2))


@wrong("only the mass 1/n")
def summed(x, y):
    return np.sum(np.abs(np.sort(x) - np.sort(y)))


@wrong("Do not divide by the spread")
def in_units_of_the_spread(x, y):
    C = np.abs(np.sort(x) - np.sort(y))
    return np.mean(C / np.ptp(x))


@wrong("Points that move left")
def difference_of_means(x, y):
    return abs(np.mean(np.sort(x) - np.sort(y)))
