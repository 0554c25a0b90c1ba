"""A norm for each sample.

Write `gradient_norms(gradient)`. The gradient of the critic at a batch of n samples is a tensor of
shape (n, …): (n, 2) for points in the plane, (n, 3, 32, 32) for colour images. Return n Euclidean
norms, one for each sample.
"""

import numpy as np
import torch

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 1
MINUTES = 5

HINTS = (
    "The first axis counts the samples. All the others belong to one sample, however many.",
    "`gradient.flatten(1)` puts everything that belongs to one sample into one row.",
    "Along each row: `.norm(dim=1)`, or square, sum and take the root.",
)

WHOLE = "One number for the whole batch lets a steep sample hide behind flat ones: n norms, please."
ROWS = "You summed over the samples (axis 0). Sum over everything else instead."
SQUARE = "That is the square of the norm: take the root."
ABSOLUTE = "That adds absolute values. The Euclidean norm is the root of the sum of squares."
LAST = "The last axis is only one of the three that belong to an image."
CHANNELS = "An image is one point: sum over channels, rows and columns, not over channels alone."


@hint("Two images, two norms: put everything that belongs to one image into one row first.")
def test_one_norm_for_each_sample(answer):
    shape = tuple(np.shape(to_numpy(answer(torch.ones(2, 3, 4, 5)))))
    known = {(): WHOLE, (3, 4, 5): ROWS, (2, 4, 5): CHANNELS, (2, 3, 4): LAST}
    if shape != (2,):
        raise Wrong(
            f"For a gradient of shape (2, 3, 4, 5) you returned shape {shape}; expected (2,).",
            known.get(shape, ""),
        )


@hint("A gradient (3, 4) has the norm 5: the root of 9 + 16.")
def test_points_in_the_plane(answer):
    gradient = torch.tensor([[3.0, 4.0], [0.0, 0.0], [-1.0, 0.0]])
    slips = [
        (gradient.square().sum(1), SQUARE),
        (gradient.abs().sum(1), ABSOLUTE),
        (gradient.abs().amax(1), "That is the largest entry."),
    ]
    close(answer(gradient), torch.tensor([5.0, 0.0, 1.0]), slips=slips)


@hint("Each sample's norm is its own: it does not change with the company it is in.")
def test_any_batch(answer, rng):
    gradient = torch.as_tensor(rng.normal(size=(5, 2, 4)))
    found = answer(gradient)
    close(found, gradient.square().sum((1, 2)).sqrt())
    close(answer(gradient[2:3]), found[2:3], what="the third sample alone")
