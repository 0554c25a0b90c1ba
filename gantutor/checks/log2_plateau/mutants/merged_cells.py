import numpy as np
from scipy.special import xlogy

from gantutor.checks.engine.assertions import wrong


def h(s):
    return (xlogy(s, 2 * s) + xlogy(1 - s, 2 * (1 - s))) / 2


def curvature(s):
    return 0.5 / (s * (1 - s))


def proof(p, q, **wrongly):
    mass, share = p + q, p / (p + q)
    weights = mass / mass.sum()
    lost = np.sum(mass * h(share)) - mass.sum() * h(np.sum(weights * share))
    right = {
        "h": h,
        "curvature": curvature,
        "weights": weights,
        "lost": lost,
        "nothing": np.isclose(share[0], share[1]),
    }
    return tuple((right | wrongly).values())


@wrong("That is an entropy")
def the_entropy(p, q):
    return proof(p, q, h=lambda s: -(xlogy(s, s) + xlogy(1 - s, 1 - s)))


@wrong("the 2 inside of both logarithms")
def without_the_mixture(p, q):
    return proof(p, q, h=lambda s: (xlogy(s, s) + xlogy(1 - s, 1 - s)) / 2)


@wrong("half of each KL")
def both_in_full(p, q):
    return proof(p, q, h=lambda s: 2 * h(s))


@wrong("Both masses count")
def only_p(p, q):
    return proof(p, q, h=lambda s: xlogy(s, 2 * s) / 2)


@wrong("a cell of one law alone adds")
def nan_at_the_ends(p, q):
    return proof(p, q, h=lambda s: (s * np.log(2 * s) + (1 - s) * np.log(2 * (1 - s))) / 2)


@wrong("first derivative")
def once(p, q):
    return proof(p, q, curvature=lambda s: np.log(s / (1 - s)) / 2)


@wrong("h is convex")
def turned_over(p, q):
    return proof(p, q, curvature=lambda s: -curvature(s))


@wrong("Of p alone")
def weighed_by_p(p, q):
    return proof(p, q, weights=p / p.sum())


@wrong("weigh each by its mass")
def a_plain_mean(p, q):
    return proof(p, q, weights=np.full(2, 0.5))


@wrong("add up to 1")
def the_masses_themselves(p, q):
    return proof(p, q, weights=p + q)


@wrong("never below 0")
def after_minus_before(p, q):
    return proof(p, q, lost=-proof(p, q)[3])


@wrong("multiply by the whole mass")
def for_a_unit_of_mass(p, q):
    return proof(p, q, lost=proof(p, q)[3] / (p + q).sum())


@wrong("both cells have the same share")
def equal_laws_only(p, q):
    return proof(p, q, nothing=np.allclose(p, q))


@wrong("both cells have the same share")
def equal_masses(p, q):
    return proof(p, q, nothing=np.isclose(p[0], p[1]))
