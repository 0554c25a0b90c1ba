import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("p goes on top")
def probability_of_fake(p, q):
    total = p + q
    return np.divide(q, total, out=np.full(np.shape(total), 0.5), where=total > 0)


@wrong("p/q is the odds")
def odds(p, q):
    with np.errstate(divide="ignore"):
        return np.divide(p, q, out=np.full(np.shape(p), 0.5), where=(p + q) > 0)


@wrong("0/0 is not a number")
def divides_everywhere(p, q):
    with np.errstate(invalid="ignore"):
        return p / (p + q)


@wrong("0/0 is not a number")
def repaired_afterwards(p, q):
    return np.where(p + q > 0, p / (p + q), 0.5)


@wrong("swallows densities")
def with_epsilon(p, q):
    return (p + 5e-13) / (p + q + 1e-12)
