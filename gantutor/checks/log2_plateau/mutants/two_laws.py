import numpy as np

from gantutor.checks.engine.assertions import wrong


def mixed(tv, w):
    lean = np.array([1 + tv, 1 - tv]) / 2
    p = np.append(w * np.array([tv, 0, 1 - tv]), (1 - w) * lean)
    q = np.append(w * np.array([0, tv, 1 - tv]), (1 - w) * lean[::-1])
    return p, q


def weight(tv, js):
    lean = np.array([1 + tv, 1 - tv]) / 2
    least = np.log(2) + np.sum(lean * np.log(lean))
    return (js - least) / (tv * np.log(2) - least)


@wrong("the largest JS")
def apart(tv, js):
    return np.array([tv, 0, 1 - tv]), np.array([0, tv, 1 - tv])


@wrong("the least JS")
def leaning(tv, js):
    return np.array([1 + tv, 1 - tv]) / 2, np.array([1 - tv, 1 + tv]) / 2


@wrong("*half* of the sum")
def whole_sum(tv, js):
    return mixed(tv / 2, 0.5)


@wrong("add up to 1")
def without_the_rest(tv, js):
    w = weight(tv, js)
    p, q = mixed(tv, w)
    return np.delete(p, 2), np.delete(q, 2)


@wrong("No mass is below 0")
def alone_and_a_remainder(tv, js):
    # JS as if all of it came from the cells of one law alone, the rest of tv put anywhere
    alone = js / np.log(2)
    rest = 2 * (tv - alone)
    p = np.array([alone, 0, 1 - alone - rest / 2 - tv, rest / 2 + tv])
    return p, np.array([0, alone, 1 - alone, 0])


@wrong("mix a pair of one end")
def half_of_each(tv, js):
    return mixed(tv, 0.5)
