"""The checkerboard, counted.

In a transposed convolution without padding, pixel i of a row writes to the pixels i · stride, …,
i · stride + kernel − 1 of the next row. Write `overlaps(size, kernel, stride)` for a row of `size`
pixels, and return three things: how many pixels write to each pixel of the next row, an array of
(size − 1) · stride + kernel whole numbers; the same for a picture of size × size pixels, a 2-D
array; and whether all pixels far from the border are written to equally often, however large the
picture is, True or False. `size`, `kernel` and `stride` are at least 1.
"""

import numpy as np
import torch
from torch.nn.functional import conv_transpose1d, conv_transpose2d

from gantutor.checks.engine.assertions import Wrong, close, hint, parts
from gantutor.checks.engine.describe import show

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "For each pixel of the row, add 1 to all pixels that it writes to.",
    "In the plane a window is a product: rows times columns. So is the count.",
    "Far from the border a pixel is written to by those i for which its place in the window, "
    "o − i · stride, is one of 0, …, kernel − 1. The places of one pixel all leave the same rest "
    "when divided by the stride: how many numbers below the kernel leave the rest 0, how many 1?",
)

PLACES = "Window i begins at i · stride: with stride 2 the windows begin at 0, 2, 4, …"
SUMMED = (
    "Counts of rows and columns are multiplied: a pixel whose row is written to twice and whose "
    "column three times is written to 2 · 3 times."
)
DIVIDES = "Equally often exactly when the stride divides the kernel: 4 by 2, 6 by 3, 5 by 1."


def counted(size, kernel, stride):
    """The counts of a row, by torch: a row of ones through a kernel of ones."""
    ones = torch.ones(1, 1, size), torch.ones(1, 1, kernel)
    return conv_transpose1d(*ones, stride=stride)[0, 0].numpy()


def three(answer, size, kernel, stride):
    return parts(answer(size, kernel, stride), "the row", "the picture", "equally often")


CASES = ((4, 3, 2), (5, 4, 2), (3, 2, 3), (4, 5, 1), (2, 5, 3), (1, 4, 2))


@hint(PLACES)
def test_a_row(answer):
    slips = [(np.full(9, 3.0), "Three pixels wide is the window; count who writes to each pixel.")]
    close(three(answer, 4, 3, 2)[0], np.array([1, 1, 2, 1, 2, 1, 2, 1, 1.0]), what="the row",
          slips=slips)  # fmt: skip


@hint("The last window ends at (size − 1) · stride + kernel − 1; with gaps, some pixels get 0.")
def test_other_rows(answer):
    for case in CASES:
        size, kernel, stride = case
        what = f"the row for size {size}, kernel {kernel}, stride {stride}"
        close(three(answer, *case)[0], counted(*case), what=what)


@hint("In both directions at once: the outer product of the row with itself.")
def test_pictures(answer):
    for case in CASES:
        size, kernel, stride = case
        ones = torch.ones(1, 1, size, size), torch.ones(1, 1, kernel, kernel)
        expected = conv_transpose2d(*ones, stride=stride)[0, 0].numpy()
        row = counted(*case)
        what = f"the picture for size {size}, kernel {kernel}, stride {stride}"
        slips = [(row[:, None] + row, SUMMED), (np.minimum(row[:, None], row), SUMMED)]
        close(three(answer, *case)[1], expected, what=what, slips=slips)


@hint(DIVIDES)
def test_the_rule(answer):
    for kernel in range(1, 8):
        for stride in range(1, 8):
            inside = counted(20, kernel, stride)[kernel:-kernel]
            even = bool((inside == inside[0]).all())
            for size in (20, 1):
                found = three(answer, size, kernel, stride)[2]
                if not isinstance(found, bool | np.bool_):
                    raise Wrong(f"The third value is {show(found)}; expected True or False.", "")
                if bool(found) is not even:
                    seen = ", ".join(f"{c:g}" for c in np.unique(inside))
                    small = " The rule is about large pictures; this one is small." * (size == 1)
                    raise Wrong(
                        f"Size {size}, kernel {kernel}, stride {stride}: you said {found}. Far "
                        f"from the border of a large picture the counts of a row are {seen}.{small}"
                    )
