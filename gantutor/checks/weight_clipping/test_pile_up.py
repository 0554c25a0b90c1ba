"""The pile-up at the edge.

Write `pile_up(layers, c)`: of all weights together, the fraction that lies within 1% of the edge,
|w| ≥ 0.99·c. `layers` is a list of NumPy arrays of any shapes, one for each weight matrix or bias.
The answer is one number between 0 and 1.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

HINTS = (
    "Put all weights into one long vector first: `np.concatenate([w.ravel() for w in layers])`.",
    "The mean of an array of True and False is the fraction of True.",
    "Both edges count: take `np.abs`.",
)


@hint("Count the weights with |w| ≥ 0.99·c and divide by the number of all weights.")
def test_half_at_the_edge(answer):
    percent = "A fraction is asked for, between 0 and 1."
    one = "Both edges count: a weight at -c is at the edge as well."
    slips = [(50.0, percent), (2.0, percent), (0.25, one)]
    close(answer([np.array([0.1, -0.1, 0.02, 0.0])], 0.1), 0.5, slips=slips)


@hint("Within 1% of the edge is near enough: ask for |w| ≥ 0.99·c, not for |w| = c.")
def test_almost_at_the_edge(answer):
    close(answer([np.array([0.0995, -0.0995, 0.0985, 0.01])], 0.1), 0.5)


@hint("1% is meant of c, so the margin is 0.01·c. For a small box it is small.")
def test_a_small_box(answer):
    close(answer([np.array([0.01, 0.005, 0.0, -0.0095])], 0.01), 0.25)


@hint("Every weight counts alike, so that a large layer counts more than a small one.")
def test_layers_of_unequal_size(answer):
    layers = [np.full((5, 4), 0.3), np.zeros((4, 1)), np.zeros(6)]
    close(answer(layers, 0.3), 20 / 30)


@hint("All arrays together, both edges, |w| ≥ 0.99·c.")
def test_random_layers(answer, rng):
    c = float(rng.uniform(0.01, 2))
    layers = [np.clip(rng.normal(0, c, size=s), -c, c) for s in ((2, 7), 7, (7, 3), (3,))]
    everything = np.concatenate([w.ravel() for w in layers])
    close(answer(layers, c), np.mean(np.abs(everything) >= 0.99 * c))
