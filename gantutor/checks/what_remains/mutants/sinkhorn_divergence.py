import numpy as np
import ot

from gantutor.checks.engine.assertions import wrong


def entropic(x, y, epsilon, metric="euclidean", sign=1):
    C = ot.dist(x, y, metric=metric)
    a, b = ot.unif(len(x)), ot.unif(len(y))
    plan = ot.sinkhorn(a, b, C, epsilon, method="sinkhorn_log", stopThr=1e-11)
    return np.sum(plan * C) + sign * epsilon * np.sum(plan * np.log(plan / np.outer(a, b)))


def divergence(x, y, epsilon, share=0.5, **how):
    own = entropic(x, x, epsilon, **how) + entropic(y, y, epsilon, **how)
    return entropic(x, y, epsilon, **how) - share * own


@wrong("squared distances by default")
def as_it_was_found(x, y, epsilon):
    return divergence(x, y, epsilon, share=1.0, metric="sqeuclidean", sign=0)


@wrong("Half of each self term")
def whole_self_terms(x, y, epsilon):
    return divergence(x, y, epsilon, share=1.0)


@wrong("The self terms are missing")
def without_self_terms(x, y, epsilon):
    return divergence(x, y, epsilon, share=0.0)


@wrong("has the entropy term in it")
def the_cost_alone(x, y, epsilon):
    return divergence(x, y, epsilon, sign=0)


@wrong("KL is added to the cost")
def entropy_taken_away(x, y, epsilon):
    return divergence(x, y, epsilon, sign=-1)


@wrong("less half of what each sample")
def twice_the_first_self_term(x, y, epsilon):
    return entropic(x, y, epsilon) - entropic(x, x, epsilon)
