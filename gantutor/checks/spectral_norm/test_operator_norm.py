"""The norm of a convolution.

Write `operator_norm(kernel, size)`: the operator norm of
`torch.nn.functional.conv2d(image, kernel, padding=1)` on images of `size` = (height, width).
`kernel` is a float64 tensor of shape (out, in, 3, 3). The images are small, so you may write down
the matrix: its columns are what the convolution makes of images with a single 1. Return one number.
"""

import numpy as np
import torch
from torch.nn.functional import conv2d

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "`torch.eye(n).view(n, in, height, width)` are n images, each with a single 1.",
    "Convolve them all at once and flatten each result: that is the matrix, transposed.",
    "`torch.linalg.svdvals(matrix)[0]` is the norm.",
)

RESHAPED = (
    "That is the norm of the kernel reshaped to a matrix. It never sees that patches overlap."
)
UPPER = "That is the upper bound, the reshaped norm times √9. The norm itself is below it."
CIRCLE = "That is the norm on a circle. With padding=1 there are zeros around the image."


def exact(kernel, size):
    entries = kernel.shape[1] * size[0] * size[1]
    ones = torch.eye(entries, dtype=kernel.dtype).view(entries, kernel.shape[1], *size)
    return torch.linalg.svdvals(conv2d(ones, kernel, padding=1).flatten(1).T)[0].item()


def on_a_circle(kernel, size):
    transform = torch.fft.fft2(kernel, s=size).permute(2, 3, 0, 1)
    return torch.linalg.svdvals(transform).max().item()


def number(value):
    return value.item() if isinstance(value, torch.Tensor) and value.numel() == 1 else value


def slips(kernel, size):
    reshaped = torch.linalg.svdvals(kernel.flatten(1))[0].item()
    return [
        (reshaped, RESHAPED),
        (3 * reshaped, UPPER),
        (on_a_circle(kernel, size), CIRCLE),
        (kernel.norm().item(), "That is the Frobenius norm of the kernel."),
    ]


@hint("A box of ones on 8 × 8 images adds nine neighbours: the norm is (1 + 2 cos(π/9))² ≈ 8.29.")
def test_a_box_of_ones(answer):
    box = torch.ones(1, 1, 3, 3, dtype=torch.float64)
    expected = (1 + 2 * np.cos(np.pi / 9)) ** 2
    known = [(3.0, RESHAPED), (9.0, UPPER + " On a circle it is reached.")]
    close(number(answer(box, (8, 8))), expected, slips=known)


@hint("The norm depends on the size of the image: use the size that is passed, height first.")
def test_other_sizes(answer):
    kernel = torch.zeros(1, 1, 3, 3, dtype=torch.float64)
    kernel[0, 0, :, 1] = 1  # adds three neighbours in a column
    for size in ((3, 7), (7, 3)):
        close(number(answer(kernel, size)), exact(kernel, size), slips=slips(kernel, size))


@hint("Channels are part of the matrix: in · height · width columns, all of them.")
def test_several_channels(answer, rng):
    kernel = torch.as_tensor(rng.normal(size=(3, 2, 3, 3)))
    close(number(answer(kernel, (5, 4))), exact(kernel, (5, 4)), slips=slips(kernel, (5, 4)))
