import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("still breaks the other rules")
def maximum(C, g):
    return np.max(C - g, axis=1)


@wrong("`g[j]` is subtracted")
def plus_sign(C, g):
    return np.min(C + g, axis=1)


@wrong("for each i, go through the columns")
def wrong_axis(C, g):
    return np.min(C - g, axis=0)


@wrong("lowered by its own `g[j]`")
def cheapest_hole(C, g):
    return np.min(C, axis=1)
