import numpy as np

from gantutor.checks.engine.assertions import wrong


def stretch(places, masses):
    below = np.cumsum(masses)
    low, high = (places[np.argmax(below > 0.5 + tiny)] for tiny in (-1e-9, 1e-9))
    return low, high, np.sum(masses * np.abs(places - low))


def in_order(places, masses):
    order = np.argsort(places)
    return places[order], masses[order]


@wrong("at every θ between two")
def the_mean(places, masses):
    mean = masses @ places
    return mean, mean, np.sum(masses * np.abs(places - mean))


@wrong("it is half of the earth that counts")
def of_places_alone(places, masses):
    low, high, _ = stretch(np.sort(places), np.full(len(places), 1 / len(places)))
    return low, high, np.sum(masses * np.abs(places - low))


@wrong("rises on both sides of one place")
def unsorted(places, masses):
    return stretch(places, masses)


@wrong("sort them, and the masses with them")
def sorts_the_places_alone(places, masses):
    return stretch(np.sort(places), masses)


@wrong("at every θ between two")
def one_place_only(places, masses):
    low, _, cost = stretch(*in_order(places, masses))
    return low, low, cost


@wrong("times the distance, added up")
def a_mean_over_places(places, masses):
    low, high, cost = stretch(*in_order(places, masses))
    return low, high, cost / len(places)
