"""How steep a network can be.

Write `slope_bound(weights)`: a number that the slope of a ReLU network cannot exceed, whatever its
biases: the product bound with the exact spectral norms. `weights` is a list of NumPy arrays, each
of shape (n_out, n_in), from the first layer to the last. The answer is one number.
"""

from itertools import pairwise

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 5

HINTS = (
    "`np.linalg.norm(W, 2)` is the spectral norm of a matrix; without the 2 it is another norm.",
    "`np.linalg.svd(W, compute_uv=False)` lists the singular values, the largest first.",
    "Stretches of maps that follow each other multiply.",
)

FLAT = "A layer may flatten: a norm below 1 makes the bound smaller, too."
SUMS = "That is another norm of the matrices. Stretch is measured in Euclidean length: ord 2."


@hint("The spectral norm of diag(3, 4) is its largest singular value, 4.")
def test_one_layer(answer):
    slips = [
        (5.0, "That is the Frobenius norm. It bounds the stretch, but no vector reaches it."),
        (16.0, "The singular value itself, not its square, the eigenvalue of WᵀW."),
    ]
    close(answer([np.diag([3.0, 4.0])]), 4.0, slips=slips)


@hint("Layers that follow each other multiply: 2 · 3 · 0.5 = 3.")
def test_layers_multiply(answer):
    layers = [np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]])]
    slips = [(5.5, "Stretches multiply, they do not add."), (3.0**0.5, "No root: the slope is 3.")]
    close(answer(layers), 3.0, slips=slips)
    close(answer(layers[2:]), 0.5, slips=[(1.0, FLAT)])


@hint("Between the layers stands a ReLU, so their matrices must not be multiplied first.")
def test_the_relu_stands_between(answer):
    # The product of the two is zero. With a ReLU between them the network is not.
    weights = [np.array([[1.0], [-1.0]]), np.array([[1.0, 1.0]])]
    close(answer(weights), 2.0)


@hint("Any number of layers of any widths.")
def test_random_networks(answer, rng):
    widths = rng.integers(1, 9, size=5)
    weights = [rng.normal(size=(b, a)) for a, b in pairwise(widths)]
    slips = [
        (np.prod([np.linalg.norm(W, order) for W in weights]), SUMS) for order in (1, np.inf)
    ] + [(np.prod([np.abs(W).max() for W in weights]), SUMS)]
    close(answer(weights), np.prod([np.linalg.norm(W, 2) for W in weights]), slips=slips)
