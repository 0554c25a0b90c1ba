import numpy as np

from gantutor.checks.engine.assertions import wrong
from gantutor.checks.moving_plans.solutions.corner_plan import corner_plan


@wrong("Each move is subtracted")
def forgot_to_subtract(a, b):
    plan = np.zeros((len(a), len(b)))
    i = j = 0
    while i < len(a) and j < len(b):
        plan[i, j] = min(a[i], b[j])
        if a[i] <= b[j]:
            i += 1
        else:
            j += 1
    return plan


@wrong("as much as you can")
def product(a, b):
    return np.outer(a, b)


@wrong("never crosses itself")
def other_corner(a, b):
    return corner_plan(a, b[::-1])[:, ::-1]


@wrong("Never rescale masses silently")
def rescaled(a, b):
    return corner_plan(a / a.sum(), b / b.sum())


@wrong("no other order is asked for")
def begins_with_the_last_row(a, b):
    return np.roll(corner_plan(np.roll(a, 1), np.roll(b, 1)), (-1, -1), axis=(0, 1))


@wrong("differ in the last digit")
def exactly_equal_weights(a, b):
    if np.sum(a) != np.sum(b):
        raise ValueError
    return corner_plan(a, b)
