import numpy as np
from scipy.stats import wasserstein_distance

from gantutor.checks.engine.assertions import wrong


@wrong("not over indices")
def index_distances(at, p, q):
    return np.abs(np.cumsum(p - q)).sum()


@wrong("Do not divide by the number of places")
def index_distances_divided(at, p, q):
    return np.abs(np.cumsum(p - q)).sum() / len(p)


@wrong("not places")
def masses_for_samples(at, p, q):
    return wasserstein_distance(p, q)


@wrong("on each stretch that it crosses")
def total_variation(at, p, q):
    return np.abs(p - q).sum() / 2


@wrong("before you add up")
def no_absolute_value(at, p, q):
    return abs(np.sum(np.cumsum(p - q)[:-1] * np.diff(at)))


@wrong("is a staircase")
def by_trapezoids(at, p, q):
    high = np.abs(np.cumsum(p - q))
    return np.sum((high[1:] + high[:-1]) / 2 * np.diff(at))


@wrong("on each stretch that it crosses")
def one_place_too_far(at, p, q):
    return np.sum(np.abs(np.cumsum(p - q))[1:] * np.diff(at))
