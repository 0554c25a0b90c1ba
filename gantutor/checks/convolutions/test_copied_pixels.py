"""Upsample by copying.

Write `copied_pixels(images, times)`: each pixel of a batch (n, channels, height, width) becomes a
square of `times` × `times` pixels of its value, so that the answer has the shape (n, channels,
times · height, times · width). Do it without torch's own upsampling (`interpolate`, `Upsample`).
Gradients have to flow back through it, from every copy.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "Copy the rows first, each of them `times` times in a row, and then the columns.",
    "`repeat_interleave(times, dim=2)` copies rows. Or: put an axis of length `times` behind the "
    "height and one behind the width, and merge them.",
    "`images[:, :, :, None, :, None].expand(…)` and a `reshape` copy both at once.",
)

TILED = "The whole picture was repeated, like tiles. Each pixel should stand beside its own copies."
EVERY_COPY = (
    "All copies depend on the pixel, so what comes back to it is the sum over its whole square."
)
OWN = "Do it without `interpolate`, `Upsample` and their like: indexing, or an axis to copy along."


def picture(*shape):
    return torch.arange(float(torch.tensor(shape).prod())).reshape(shape)


@hint("Height and width grow, the batch and the channels do not.")
def test_the_shape(answer):
    found = tuple(answer(picture(2, 3, 4, 5), 2).shape)
    assert found == (2, 3, 8, 10), (
        f"Twice (2, 3, 4, 5) became shape {found}; expected (2, 3, 8, 10)."
    )


@hint("Row by row: 0 0 1 1 / 0 0 1 1 / 2 2 3 3 / 2 2 3 3 for the pixels 0 1 / 2 3.")
def test_four_pixels(answer):
    pixels = picture(1, 1, 2, 2)
    expected = torch.tensor([[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3], [2, 2, 3, 3.0]])
    zeros = expected.clone()
    zeros[1::2], zeros[:, 1::2] = 0, 0
    slips = [
        (pixels.repeat(1, 1, 2, 2), TILED),
        (zeros[None, None], "Only one pixel of each square is filled, and the others are 0."),
    ]
    close(answer(pixels, 2), expected[None, None], slips=slips)


@hint("Every image, every channel and every factor: no size is special.")
def test_any_batch(answer, rng):
    images = torch.as_tensor(rng.normal(size=(3, 2, 4, 5)))
    for times in (1, 2, 3):
        found = answer(images, times)
        same_shape(found, (3, 2, 4 * times, 5 * times))
        for i in range(times):
            for j in range(times):
                what = f"the copies in row {i} and column {j} of their squares"
                close(found[:, :, i::times, j::times], images, what=what)


@hint(EVERY_COPY)
def test_gradients_come_back(answer, rng):
    images = torch.as_tensor(rng.normal(size=(2, 3, 2, 4))).requires_grad_()
    weights = torch.as_tensor(rng.normal(size=(2, 3, 6, 12)))
    found = answer(images, 3)
    if not found.requires_grad:
        raise Wrong(
            "The answer has 0 ways back to the images: it is made of plain numbers.",
            "Stay with torch's operations on `images`: no `detach`, no `.data`, no NumPy.",
        )
    (gradient,) = torch.autograd.grad((weights * found).sum(), images)
    squares = weights.reshape(2, 3, 2, 3, 4, 3)
    slips = [(squares[:, :, :, 0, :, 0], "Only the first copy of each pixel has a way back.")]
    close(gradient, squares.sum((3, 5)), what="what comes back to the pixels", slips=slips)


@hint(OWN)
def test_by_its_own_means(answer):
    seen, waiting = set(), [answer(picture(1, 1, 2, 2).requires_grad_(), 2).grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [before for before, _ in node.next_functions]
    used = [node.name() for node in seen if "Upsample" in node.name()]
    assert not used, f"In the way back stands {used[0]}, which is torch's own upsampling."
