import numpy as np


def by_the_odds(f):
    D = 1 / (1 + np.exp(-f))
    return np.sqrt((1 - D) / D), np.sqrt(D / (1 - D))


def by_a_softplus(f):
    s = np.logaddexp(0, -f)
    return s, 1 / s


def straight_on_one_side(f):
    rising = np.where(f > 0, 1 + f, 1 / (1 - np.minimum(f, 0)))
    return 1 / rising, rising
