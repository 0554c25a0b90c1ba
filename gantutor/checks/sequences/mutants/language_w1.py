import numpy as np
import ot
from scipy.spatial.distance import cdist

from gantutor.checks.engine.assertions import wrong


def places(x, y):
    return (x[:, None] != y[None]).sum(-1).astype(float)


@wrong("That is the share of places")
def as_cdist_has_it(x, p, y, q):
    return ot.emd2(p, q, cdist(x, y, "hamming"))


@wrong("A token is a name")
def numbers_subtracted(x, p, y, q):
    return ot.emd2(p, q, cdist(x, y, "cityblock"))


@wrong("makes W1 the total variation")
def equal_or_not(x, p, y, q):
    return ot.emd2(p, q, (places(x, y) > 0).astype(float))


@wrong("The probabilities p and q go to the solver")
def equal_masses(x, p, y, q):
    if len(x) == len(y):
        return ot.emd2(p, q, places(x, y))
    return ot.emd2(np.full(len(x), 1 / len(x)), np.full(len(y), 1 / len(y)), places(x, y))


@wrong("no root")
def euclid(x, p, y, q):
    return ot.emd2(p, q, np.sqrt(places(x, y)))


@wrong("at no distance from itself")
def independent_pairs(x, p, y, q):
    return p @ places(x, y) @ q
