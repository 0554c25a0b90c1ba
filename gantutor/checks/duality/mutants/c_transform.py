import numpy as np

from gantutor.checks.engine.assertions import wrong


def back(C, f):
    return np.min(C - f[:, None], axis=0)


@wrong("still breaks the other rules")
def maximum(C, g):
    f = np.max(C - g, axis=1)
    return f, back(C, f)


@wrong("`g[j]` is subtracted")
def plus_sign(C, g):
    f = np.min(C + g, axis=1)
    return f, back(C, f)


@wrong("for each i, go through the columns")
def wrong_axis(C, g):
    return np.min(C - g, axis=0), g


@wrong("lowered by its own `g[j]`")
def cheapest_hole(C, g):
    f = np.min(C, axis=1)
    return f, back(C, f)


@wrong("prices g that were given")
def only_there(C, g):
    return np.min(C - g, axis=1), g


@wrong("Going back, each hole has")
def the_same_line_twice(C, g):
    f = np.min(C - g, axis=1)
    return f, (np.min(C - f, axis=1) if C.shape == (5, 5) else back(C, f))


@wrong("and f is not 0")
def back_without_f(C, g):
    return np.min(C - g, axis=1), np.maximum(g, np.min(C, axis=0))


@wrong("play no part any more")
def back_from_both(C, g):
    f = np.min(C - g, axis=1)
    return f, back(C, f) - g
