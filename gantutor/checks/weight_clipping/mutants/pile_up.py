import numpy as np

from gantutor.checks.engine.assertions import wrong


def flat(layers):
    return np.concatenate([w.ravel() for w in layers])


@wrong("A fraction is asked for")
def counts(layers, c):
    return np.sum(np.abs(flat(layers)) >= 0.99 * c)


@wrong("as well")
def upper_edge(layers, c):
    return np.mean(flat(layers) >= 0.99 * c)


@wrong("near enough")
def exactly_at_the_edge(layers, c):
    return np.mean(np.abs(flat(layers)) == c)


@wrong("1% is meant of c")
def fixed_margin(layers, c):
    return np.mean(np.abs(flat(layers)) >= c - 0.001)


@wrong("counts more than a small one")
def mean_of_the_layers(layers, c):
    return np.mean([np.mean(np.abs(w) >= 0.99 * c) for w in layers])
