import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("the bound. Units with a > 0 bend up")
def the_bound(a, w):
    return np.abs(a * w).sum()


@wrong("both knots count")
def without_facing(a, w):
    jumps = a * w
    return max(jumps[jumps > 0].sum(), -jumps[jumps < 0].sum())


@wrong("may be left out")
def all_knots(a, w):
    return abs((a * np.abs(w)).sum())


@wrong("both knots count")
def steepest_unit(a, w):
    return np.abs(a * w).max()


@wrong("Bending down counts")
def only_up(a, w):
    jumps = a * np.abs(w)
    up = jumps[jumps > 0].sum()
    return up if len(a) < 3 and up > 0 else up if up > 0 else -jumps.sum()


@wrong("has the slopes 0 and 6")
def cauchy_schwarz(a, w):
    return np.linalg.norm(a) * np.linalg.norm(w) / 2
