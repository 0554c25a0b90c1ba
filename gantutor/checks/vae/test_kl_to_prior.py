"""What a code costs.

Write `kl_to_prior(mean, logvar)`: the Kullback–Leibler divergence of N(mean, σ²) from the prior
N(0, I), in nats. Both tensors have the shape (n, k): n images, k latent dimensions, and logvar is
log σ². Return n numbers, one for each image.
"""

import numpy as np
import torch

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "In one dimension it is ½ (μ² + σ² − 1 − log σ²). Dimensions that are independent add up.",
    "`logvar` is log σ² already, and σ² is its exponential.",
    "Sum over the last axis, the latent dimensions, and leave the images as they are.",
)

SUM = "The dimensions of a code are independent: their divergences add up, they are not averaged."
ONE = "One number for each image: sum over the latent dimensions alone."
AXIS = "You summed over the images. Sum over the latent dimensions, the last axis."
SIGN = "A divergence is never negative: turn the sign round."
HALF = "There is a ½ before the sum."
MINUS = "Without the −1 a code that equals the prior would cost ½ in each dimension, not 0."
STD = "`logvar` is log σ²: its exponential is σ² already, and squaring it gives σ⁴."

REVERSED = (
    "That is KL(N(0, I) ‖ N(mean, σ²)), the other way round. The code's law comes first: the mean "
    "of log q − log p is taken over codes from q."
)


def right(mean, logvar):
    return 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1)


@hint("Two images with codes of three dimensions: two numbers.")
def test_one_number_for_each_image(answer):
    shape = tuple(np.shape(to_numpy(answer(torch.zeros(2, 3), torch.zeros(2, 3)))))
    if shape != (2,):
        known = {(): ONE, (3,): AXIS, (2, 3): "Add up the latent dimensions: one number each."}
        raise Wrong(
            f"For two images with codes of three dimensions you returned shape {shape}; "
            "expected (2,).",
            known.get(shape, ""),
        )


@hint("Where mean = 0 and logvar = 0 the code is the prior itself.")
def test_the_prior_costs_nothing(answer):
    found = answer(torch.zeros(2, 3), torch.zeros(2, 3))
    close(found, torch.zeros(2), slips=[(torch.full((2,), 1.5), MINUS)])


@hint("At mean 2 and σ = 1 only μ² is left: ½ · 4 in each dimension.")
def test_a_shifted_code(answer):
    mean, logvar = torch.tensor([[2.0, 0.0], [2.0, 2.0]]), torch.zeros(2, 2)
    slips = [
        (torch.tensor([4.0, 8.0]), HALF),
        (torch.tensor([-2.0, -4.0]), SIGN),
        (torch.tensor([1.0, 2.0]), SUM),
    ]
    close(answer(mean, logvar), torch.tensor([2.0, 4.0]), slips=slips)


@hint("Of the width there are σ² − 1 and − log σ², both halved.")
def test_any_code(answer, rng):
    mean, logvar = (torch.as_tensor(rng.normal(size=(5, 4))) for _ in range(2))
    slips = [
        (0.5 * (mean**2 + (2 * logvar).exp() - 1 - logvar).sum(1), STD),
        (0.5 * (mean**2 + (2 * logvar).exp() - 1 - 2 * logvar).sum(1), STD),
        (right(mean, logvar) / 4, SUM),
        (-right(mean, logvar), SIGN),
        (right(mean * (-0.5 * logvar).exp(), -logvar), REVERSED),
    ]
    close(answer(mean, logvar), right(mean, logvar), slips=slips)
