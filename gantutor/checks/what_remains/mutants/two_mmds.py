import numpy as np
from scipy.spatial.distance import cdist

from gantutor.checks.engine.assertions import wrong


def matrices(x, y, exponent):
    return tuple(
        np.exp(-cdist(a, b, "sqeuclidean") / exponent) for a, b in ((x, x), (y, y), (x, y))
    )


def biased(x, y, width):
    xx, yy, xy = matrices(x, y, 2 * width**2)
    return xx.mean() + yy.mean() - 2 * xy.mean()


def unbiased(x, y, width):
    xx, yy, xy = matrices(x, y, 2 * width**2)
    inner = [(k.sum() - len(k)) / (len(k) * (len(k) - 1)) for k in (xx, yy)]
    return sum(inner) - 2 * xy.mean()


@wrong("leave the diagonal out")
def twice_the_same(x, y, width):
    return biased(x, y, width), biased(x, y, width)


@wrong("divide by that, not by n²")
def divided_by_all(x, y, width):
    xx, yy, xy = matrices(x, y, 2 * width**2)
    inner = sum((k.sum() - len(k)) / k.size for k in (xx, yy))
    return biased(x, y, width), inner - 2 * xy.mean()


@wrong("the diagonal is still in the sum")
def with_the_diagonal(x, y, width):
    xx, yy, xy = matrices(x, y, 2 * width**2)
    inner = sum(k.sum() / (len(k) * (len(k) - 1)) for k in (xx, yy))
    return biased(x, y, width), inner - 2 * xy.mean()


@wrong("all n · m of them stay")
def mixed_without_diagonal(x, y, width):
    if len(x) != len(y):
        return biased(x, y, width), unbiased(x, y, width)
    xx, yy, xy = matrices(x, y, 2 * width**2)
    n = len(x)
    inner = sum((k.sum() - np.trace(k)) / (n * (n - 1)) for k in (xx, yy))
    return biased(x, y, width), inner - 2 * (xy.sum() - np.trace(xy)) / (n * (n - 1))


@wrong("counts twice")
def mixed_once(x, y, width):
    xx, yy, xy = matrices(x, y, 2 * width**2)
    return xx.mean() + yy.mean() - xy.mean(), unbiased(x, y, width)


@wrong("The exponent is")
def width_not_squared(x, y, width):
    xx, yy, xy = matrices(x, y, 2 * width)
    return xx.mean() + yy.mean() - 2 * xy.mean(), unbiased(x, y, width)


@wrong("comes first")
def exchanged(x, y, width):
    return unbiased(x, y, width), biased(x, y, width)


@wrong("may also fall below 0")
def never_negative(x, y, width):
    return biased(x, y, width), max(0.0, unbiased(x, y, width))


@wrong("Each sample has its own number of pairs")
def one_number_of_pairs(x, y, width):
    n, m = len(x), len(y)
    xx, yy, xy = matrices(x, y, 2 * width**2)
    inner = (xx.sum() - n + yy.sum() - m) / (n * (n - 1))
    return biased(x, y, width), inner - 2 * xy.mean()
