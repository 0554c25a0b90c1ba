import numpy as np

from gantutor.checks.engine.assertions import wrong


def _right(a, b, h):
    omega = np.sqrt(a * b)
    return omega * (2 - h * omega), 1 - h * omega


@wrong("the best brake of the flow")
def of_the_flow(a, b, h):
    g = 2 * np.sqrt(a * b)
    return g, 1 - h * np.sqrt(a * b)


@wrong("Try a g on either side")
def as_hard_as_it_goes(a, b, h):
    return 1 / h, _right(a, b, h)[1]


@wrong("Try a g on either side")
def no_brake(a, b, h):
    return 0.0, 1.0


@wrong("Try a g on either side")
def product_for_its_root(a, b, h):
    omega = a * b
    return omega * (2 - h * omega), 1 - h * omega


@wrong("take its root")
def the_determinant(a, b, h):
    g, s = _right(a, b, h)
    return g, s**2


@wrong("That is the flow in the time h")
def the_flow_in_that_time(a, b, h):
    return _right(a, b, h)[0], np.exp(-h * np.sqrt(a * b))


@wrong("Try a g on either side")
def for_simultaneous_steps(a, b, h):
    omega = np.sqrt(a * b)
    return 0.7 * omega, 1 - 0.7 * h * omega / 2


@wrong("Get the shape right first")
def both_eigenvalues(a, b, h):
    g, s = _right(a, b, h)
    return g, np.array([s, s])
