"""Where W1 does not pull.

A generator says the same number θ whatever its latent is. The data are `masses`, which add up to 1,
at `places`, in any order. Write `flat_stretch(places, masses)`: the ends (low, high) of the stretch
of all θ at which W1 between the generator and the data is least, and that least W1. On such a
stretch W1 is flat. Where one θ alone is best, low and high are equal. Return three numbers.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "All earth goes to one place, so there is one plan only, and W1 is the mean of |θ - x|. Draw "
    "it for two places with half of the mass each.",
    "When θ moves to the right by a little, the earth on its left has to travel further, and the "
    "earth on its right less far. When do the two cancel?",
    "W1 is flat where exactly half of the mass lies on the left. Sort the places, and add the "
    "masses up: `np.cumsum`. Compare with ½ up to rounding.",
)

NAMES = ("low", "high", "the least W1")
MEAN = "The mean makes the *squared* distances least. W1 counts distances."
MASSES = "Weigh with the masses: it is half of the earth that counts, not half of the places."
ORDER = "The places come in any order: sort them, and the masses with them."
COST = "W1 is the mass times the distance, added up over the places."
POINT = "Here W1 is the same at every θ between two of the places."
ONE = "Here W1 rises on both sides of one place."


def w1(theta, places, masses):
    return float(np.sum(masses * np.abs(theta - places)))


def best(places, masses):
    """By trying: W1 is convex and bends at places only, so one of them is best."""
    costs = np.array([w1(theta, places, masses) for theta in places])
    stretch = places[costs <= costs.min() + 1e-9]
    return stretch.min(), stretch.max(), costs.min()


def check(answer, places, masses, ends=()):
    places, masses = np.array(places, dtype=float), np.array(masses, dtype=float)
    found = parts(answer(places, masses), *NAMES)
    right = best(places, masses)
    in_order, half = np.sort(places), np.argmax(np.cumsum(masses) > 0.5 - 1e-9)
    slips = [
        (masses @ places, MEAN),
        (np.median(places), MASSES),
        (in_order[(len(places) - 1) // 2], MASSES),
        (places[half], ORDER),
        (in_order[half], ORDER),
    ]
    close(found[0], right[0], what=NAMES[0], slips=[*ends, *slips])
    close(found[1], right[1], what=NAMES[1], slips=[(right[0], POINT), *ends, *slips])
    costs = [
        (right[2] / len(places), COST),
        (right[2] * len(places), COST),
        (float(np.mean(np.abs(places - right[0]))), COST),
    ]
    close(found[2], right[2], what=NAMES[2], slips=costs)


@hint("Between two equal heaps, what one gains the other loses: W1 is flat all the way.")
def test_two_equal_heaps(answer):
    check(answer, [-1, 1], [0.5, 0.5], [(0.0, POINT)])


@hint("The middle one of three equal heaps: a step away from it helps one of them and hurts two.")
def test_three_equal_heaps(answer):
    third = 1 / 3
    check(answer, [0, 7, 1], [third, third, third], [(0.0, ONE), (7.0, ONE)])


@hint("One heap with more than half of the earth decides alone.")
def test_a_heavy_heap(answer):
    check(answer, [0, 1, 6, 4], [0.1, 0.1, 0.6, 0.2])


@hint("Half of the earth lies below 0.25 here, and the other half from 2 on.")
def test_half_of_the_earth_on_either_side(answer):
    masses = [0.25, 0.125, 0.3, 0.2, 0.125]
    check(answer, [0.25, -3, 2, 2.5, -1], masses)
    # Added up, these first masses are ½ as well, but for rounding: a little more, a little less.
    check(answer, [0, 1, 2, 3, 5], [0.15, 0.14, 0.17, 0.04, 0.5])
    check(answer, [0, 1, 3, 5], [0.1, 0.35, 0.05, 0.5])


@hint("For random places and masses: try every place, and see where W1 is least.")
def test_random_heaps(answer, rng):
    check(answer, rng.normal(size=9), rng.dirichlet(np.ones(9)))
    check(answer, rng.permutation(20)[:8], np.full(8, 1 / 8))
