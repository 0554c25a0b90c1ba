import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("minus sign comes later")
def critic_sign(a, b, f, g):
    return a @ f - b @ g


@wrong("Weigh each price")
def without_masses(a, b, f, g):
    return np.sum(f) + np.sum(g)


@wrong("plain mean")
def mean_prices(a, b, f, g):
    return np.mean(f) + np.mean(g)


@wrong("unequally many")
def one_price_each(a, b, f, g):
    return sum(a[i] * f[i] + b[i] * g[i] for i in range(len(a)))


@wrong("do not divide by it")
def for_a_unit_of_mass(a, b, f, g):
    return (a @ f + b @ g) / a.sum()
