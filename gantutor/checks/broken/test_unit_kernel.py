"""A kernel of norm at most 1.

Mend `unit_kernel(kernel)`: the kernel of shape (out, in, 3, 3), divided by a number, so that
`conv2d(image, kernel, padding=1)` stretches no difference of two images, whatever their size. It
shall not be many times smaller than it need be.
"""

import torch
from torch.nn.functional import conv2d

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.spectral import conv_norm

DIFFICULTY = 3
MINUTES = 15

SYMPTOM = r"""
The gap may come out *above* W1, from a critic whose layers are all said to have norm 1. With
kernels of $3\times3$ a layer can stretch an image by up to 3, and the layers multiply.
"""

HINTS = (
    "Convolve an image of ones with a box of ones. How often is each pixel used?",
    "The reshaped kernel maps one patch to one pixel. The convolution takes overlapping patches: "
    "with 3 × 3 each pixel stands in nine of them.",
    "The convolution's norm is at most √9 = 3 times the norm of the reshaped kernel. Divide by "
    "that bound.",
)


@hint("Return a kernel of the same shape: the old one times a positive number.")
def test_it_runs(answer, rng):
    kernel = torch.as_tensor(rng.normal(size=(3, 2, 3, 3)))
    unit = answer(kernel)
    same_shape(unit, (3, 2, 3, 3))
    ratio = (unit / kernel).flatten()
    close(ratio, ratio.mean().expand(54).clone(), what="the ratio of the new to the old kernel")
    assert ratio[0] > 0, "The new kernel points the other way."


@hint("Convolve an image of ones with a box of ones: by how much does it grow?")
def test_no_image_is_stretched(answer):
    box = torch.ones(1, 1, 3, 3, dtype=torch.float64)
    for side in (4, 16):
        image = torch.ones(1, 1, side, side, dtype=torch.float64)
        grown = (conv2d(image, answer(box), padding=1).norm() / image.norm()).item()
        if grown > 1 + 1e-4:
            raise Wrong(
                f"The norm of an image of {side} × {side} ones grows by the factor {grown:.4g}; "
                f"expected no more than 1."
            )


@hint("Images of every size, and waves of every length, also those that fit no small one.")
def test_no_wave_is_stretched(answer, rng):
    kernel = torch.as_tensor(rng.normal(size=(1, 1, 3, 3)))
    grown = torch.fft.fft2(answer(kernel), s=(48, 48)).abs().max().item()
    assert grown <= 1 + 1e-3, f"On large images some wave grows by {grown:.4g}; expected 1 at most."


@hint("Several channels: the reshaped kernel has a row for each output channel.")
def test_nor_with_several_channels(answer, rng):
    kernel = torch.as_tensor(rng.normal(size=(4, 4, 3, 3)))
    kernel = kernel + 2 * torch.outer(kernel[:, 0, 0, 0], kernel[0, :, 1, 1])[:, :, None, None]
    norm = float(conv_norm(answer(kernel), (6, 6)))
    assert norm <= 1 + 1e-4, f"The convolution's norm on 6 × 6 images is {norm:.4g}, above 1."


@hint("Safe, but many times too small: the critic will be flat, and the gap far below W1.")
def test_it_is_not_needlessly_small(answer, rng):
    kernel = torch.as_tensor(rng.normal(size=(4, 4, 3, 3)))
    norm = float(conv_norm(answer(kernel), (6, 6)))
    assert norm > 0.25, f"The convolution's norm on 6 × 6 images is only {norm:.2g}."
