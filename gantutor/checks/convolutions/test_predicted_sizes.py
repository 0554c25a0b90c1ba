"""Predict, then build.

A row of 7 pixels enters a transposed convolution. How many pixels leave it, if (a) kernel 4, stride
2, padding 1; (b) kernel 3, stride 2, padding 1; (c) kernel 5, stride 3, padding 2, output padding
1? And yes or no: (d) `Conv1d` with the kernel, the stride and the padding of (b) makes 7 pixels of
a row of 13, and of a row of 14 too; (e) the pixel that an output padding of 1 adds to (b) holds the
bias and nothing else; (f) the pixel that it adds to kernel 2, stride 2, padding 0 does. Write
`predicted_sizes()`, which returns your six predictions before you run anything: three numbers, then
True or False three times. The check builds the layers and looks.
"""

from functools import cache

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape
from gantutor.checks.engine.describe import show, to_numpy
from gantutor.checks.engine.predictions import predicted_yes

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "Pixel i of the row writes to a window of as many pixels as the kernel is wide, which begins "
    "at i times the stride. Where does the window of the last pixel end?",
    "The padding does not add here, it takes away: so many pixels from both ends. Output padding "
    "gives back, at one end only.",
    "(size − 1)·stride + kernel − 2·padding + output padding. And a `Conv1d` gives "
    "⌊(size + 2·padding − kernel)/stride⌋ + 1: rounded down.",
)

SIZE = 7
# kernel, stride, padding, output padding
LAYERS = {
    "(a)": (4, 2, 1, 0),
    "(b)": (3, 2, 1, 0),
    "(c)": (5, 3, 2, 1),
    "(e)": (3, 2, 1, 1),
    "(f)": (2, 2, 0, 1),
}

TIMES = (
    "The stride times the size is where the last window would begin if there were one more pixel: "
    "it begins at (size − 1)·stride, and is as wide as the kernel."
)
PADDED = "The padding of a transposed convolution is cut off, from both ends: it makes less of it."
ONE_END = "Padding is cut off at both ends: twice."
GIVEN_BACK = "Output padding is added, at one end."
FORWARD = "That is what an ordinary convolution makes of the row; a transposed one makes it longer."


@cache
def transposed(kernel, stride, padding, output_padding):
    """What a layer of ones with the bias 100 makes of a row of ones: a row of numbers."""
    layer = nn.ConvTranspose1d(1, 1, kernel, stride, padding, output_padding)
    with torch.no_grad():
        layer.weight.fill_(1.0)
        layer.bias.fill_(100.0)
        return layer(torch.ones(1, 1, SIZE))[0, 0]


def convolved(pixels):
    """How many pixels a convolution with the numbers of (b) makes of a row."""
    kernel, stride, padding, _ = LAYERS["(b)"]
    return nn.Conv1d(1, 1, kernel, stride, padding)(torch.zeros(1, 1, pixels)).shape[-1]


def slips(kernel, stride, padding, output_padding):
    """Known wrong sizes, with a hint each."""
    grown = (SIZE - 1) * stride + kernel
    return [
        (SIZE * stride + output_padding, TIMES),
        (grown + 2 * padding + output_padding, PADDED),
        (grown + output_padding, PADDED),
        (grown - padding + output_padding, ONE_END),
        (grown - 2 * padding, GIVEN_BACK),
        (grown - 2 * padding - output_padding, GIVEN_BACK),
        ((SIZE + 2 * padding - kernel) // stride + 1, FORWARD),
    ]


def prediction(answer, which):
    return parts(answer(), "(a)", "(b)", "(c)", "(d)", "(e)", "(f)")["abcdef".index(which)]


def size(answer, which):
    """Fail unless the size predicted for this layer is the one that it makes."""
    value, layer = prediction(answer, which), LAYERS[f"({which})"]
    same_shape(value, (), what=f"the size in ({which})")
    found, made = float(to_numpy(value)), len(transposed(*layer))
    if found != made:
        known = [words for slip, words in slips(*layer) if slip == found and slip != made]
        raise Wrong(
            f"({which}): you predicted {show(found)} pixels; built, the layer makes {made}.",
            known[0] if known else None,
        )


@hint(
    "The last of the 7 pixels writes from 6 · 2 on, four pixels wide: 16 in all. One is cut off at "
    "each end. Kernel 4, stride 2, padding 1 doubles every size."
)
def test_four_by_two(answer):
    size(answer, "a")


@hint(
    "The window is one pixel narrower than in (a), and so is the row: an odd kernel with stride 2 "
    "misses the double by one."
)
def test_three_by_two(answer):
    size(answer, "b")


@hint("6 · 3 + 5 pixels are written to, two are cut off at each end, and one is given back.")
def test_five_by_three(answer):
    size(answer, "c")


@hint(
    "A `Conv1d` rounds down: ⌊(13 + 2 − 3)/2⌋ and ⌊(14 + 2 − 3)/2⌋ are both 6. So the way back "
    "from 7 is ambiguous, and output padding says which of the two is meant."
)
def test_two_rows_become_one(answer):
    sizes = [convolved(n) for n in (13, 14)]
    numbers = f"13 pixels become {sizes[0]}, 14 become {sizes[1]}"
    predicted_yes(prediction(answer, "d"), sizes == [SIZE, SIZE], "(d)", numbers)


@hint(
    "Padding had cut off a pixel at that end, and the last window had written to it. Output "
    "padding does not add zeros: it cuts off less."
)
def test_the_added_pixel(answer):
    added(answer, "e")


@hint(
    "Without padding nothing was cut off: behind the window of the last pixel there is nothing "
    "that any pixel writes to. Only the bias is there."
)
def test_the_added_pixel_without_padding(answer):
    added(answer, "f")


def added(answer, which):
    last = float(transposed(*LAYERS[f"({which})"])[-1])
    numbers = f"a layer of ones with the bias 100 writes {last:g} there for a row of ones"
    predicted_yes(prediction(answer, which), last == 100.0, f"({which})", numbers)
