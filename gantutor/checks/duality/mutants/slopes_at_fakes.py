import numpy as np

from gantutor.checks.engine.assertions import wrong


def towards(x, y, u):
    steps = x - y[:, None]
    lengths = np.linalg.norm(steps, axis=-1)
    return steps @ u / lengths, lengths


def of_partners(x, y, f, u):
    slopes, lengths = towards(x, y, u)
    values = f - lengths
    partners = values > values.max(axis=1, keepdims=True) - 1e-9
    return np.where(partners, slopes, -1).max(axis=1)


@wrong("That is how fast it falls")
def the_gradient_of_the_distance(x, y, f, g, u):
    return -of_partners(x, y, f, u), np.ones(len(y))


@wrong("Divide by the distance")
def not_of_length_1(x, y, f, g, u):
    slopes, lengths = towards(x, y, u)
    rows, best = np.arange(len(y)), np.argmax(f - lengths, axis=1)
    return (slopes * lengths)[rows, best], np.ones(len(y))


@wrong("need not be the nearest")
def the_nearest_real_sample(x, y, f, g, u):
    slopes, lengths = towards(x, y, u)
    return slopes[np.arange(len(y)), np.argmin(lengths, axis=1)], np.ones(len(y))


@wrong("the one that rises fastest counts")
def the_first_of_several(x, y, f, g, u):
    slopes, lengths = towards(x, y, u)
    partner = np.argmax(np.round(f - lengths, 9), axis=1)
    return slopes[np.arange(len(y)), partner], np.ones(len(y))


@wrong("no direction is better than another")
def both_pull_alike(x, y, f, g, u):
    slopes = of_partners(x, y, f, u)
    return slopes, slopes


@wrong("no direction is better than another")
def flat_at_the_tip(x, y, f, g, u):
    return of_partners(x, y, f, u), np.zeros(len(y))
