"""The factor per layer.

`norms` is a NumPy array of shape (layers, seeds): the norm of the loss's derivative in the
activations of each layer, the first row next to the samples. Write `growth_per_layer(norms)`: for
each seed, by what factor the gradient is multiplied on its way *back* through one layer, as a
geometric mean. It is below 1 where the gradient vanishes and above 1 where it explodes. The answer
has shape (seeds,).
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, same_shape

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "The gradient starts at the last layer and arrives at the first. Divide in that direction.",
    "The product of all factors is first / last. How many factors are there between L layers?",
    "(first / last) to the power 1/(L − 1).",
)

WAY = "The gradient goes back, from the last layer to the first: first divided by last."
COUNT = "Between L layers there are L − 1 steps."
ENDS = "In the product of all factors what lies between the first and the last norm cancels."
LINE = "That is the slope of a fitted line, which trusts some layers more. Take the mean of all."
MEAN = "Factors multiply, so their mean is geometric: the mean of the ratios is larger."


@hint("One number for each seed.")
def test_the_shape(answer):
    same_shape(answer(np.ones((5, 3))), (3,))


@hint("Norms 8, 4, 2, 1 from first to last: each layer doubles the gradient on its way back.")
def test_an_exploding_gradient(answer):
    norms = np.array([[8.0], [4.0], [2.0], [1.0]])
    slips = [
        ([0.5], WAY),
        ([8 ** (1 / 4)], COUNT),
        ([8.0], "That is the factor of all layers together."),
        ([np.log(2)], "The factor itself, not its logarithm."),
    ]
    close(answer(norms), np.array([2.0]), slips=slips)


@hint(MEAN)
def test_the_mean_is_geometric(answer):
    norms = np.array([[1.0], [4.0], [1.0]])
    close(answer(norms), np.array([1.0]), slips=[([(0.25 + 4) / 2], MEAN)])


@hint(ENDS)
def test_factors_that_differ(answer, rng):
    norms = np.exp(rng.normal(size=(6, 3)))
    line = np.exp(-np.polyfit(np.arange(6), np.log(norms), 1)[0])
    middle = np.median(norms[:-1] / norms[1:], axis=0)
    expected = np.exp(-np.diff(np.log(norms), axis=0).mean(axis=0))
    close(answer(norms), expected, slips=[(line, LINE), (middle, MEAN)])


@hint("Twelve layers may take a gradient down by fifteen powers of ten; nothing may underflow.")
def test_many_layers(answer, rng):
    factor = rng.uniform(0.02, 2, size=4)
    norms = 1e-3 * factor ** np.arange(11)[::-1, None] * np.ones((11, 4))
    close(answer(norms), factor)
