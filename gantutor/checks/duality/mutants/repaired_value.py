import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("break the rule")
def as_they_are(C, a, b, f, g):
    return a @ f + b @ g


@wrong("can rise")
def lowers_only(C, a, b, f, g):
    return a @ f + b @ g + min(0, np.min(C - f[:, None] - g))


@wrong("once for each heap")
def on_every_heap(C, a, b, f, g):
    return a @ f + b @ g + len(a) * np.min(C - f[:, None] - g)


@wrong("with the least room")
def most_room(C, a, b, f, g):
    return a @ f + b @ g + np.max(C - f[:, None] - g)


@wrong("every pair of a heap")
def first_with_first(C, a, b, f, g):
    k = min(C.shape)
    return a @ f + b @ g + np.min(np.diag(C) - f[:k] - g[:k])


@wrong("on the mass that lies there")
def masses_forgotten(C, a, b, f, g):
    return f.mean() + g.mean() + np.min(C - f[:, None] - g)


@wrong("One constant for all of them")
def each_price_for_itself(C, a, b, f, g):
    return a @ np.min(C - g, axis=1) + b @ g
