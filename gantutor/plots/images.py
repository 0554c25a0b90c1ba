"""A grid of generated images."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gantutor.plots.arrays import drawn

PHOTOGRAPHS = "photographs"
"""The id that a grid has in an SVG: a page must not turn its light and dark round."""


def image_grid(
    ax: Axes,
    images: ArrayLike,
    side: int = 6,
    invert: bool = False,
    columns: int | None = None,
) -> Axes:
    """Draw the first side² images as a square, row by row, with a white gap between them.

    With ``columns`` they are side rows of so many.

    images: values in [−1, 1], −1 black and 1 white; (n, h·h) or (n, h, w) grey, or (n, h, w, 3) in
    colour; n ≥ side · columns. invert: swap black and white, dark ink on a white page.
    """
    images = drawn("images", images, "(n, pixels)", "(n, h, w)", "(n, h, w, 3)")
    if images.ndim == 2:
        edge = round(images.shape[1] ** 0.5)
        if edge * edge != images.shape[1]:
            raise ValueError(f"flat images must be square, got {images.shape[1]} pixels")
        images = images.reshape(-1, edge, edge)
    columns = side if columns is None else columns
    if min(side, columns) < 1 or len(images) < side * columns:
        raise ValueError(
            f"a grid of {side} × {columns} needs {side * columns} images, got {len(images)}"
        )
    low, high = images.min(), images.max()
    if low < -1 - 1e-6 or high > 1 + 1e-6:
        raise ValueError(f"images must lie in [-1, 1], got values from {low:.3g} to {high:.3g}")
    tiles = (1 + (-images[: side * columns] if invert else images[: side * columns])) / 2
    height, width = tiles.shape[1:3]
    gap = max(1, height // 14)
    canvas = np.ones((side * (height + gap) - gap, columns * (width + gap) - gap, *tiles.shape[3:]))
    for k, tile in enumerate(np.clip(tiles, 0.0, 1.0)):
        top, left = (k // columns) * (height + gap), (k % columns) * (width + gap)
        canvas[top : top + height, left : left + width] = tile
    picture = ax.imshow(canvas, cmap="gray", vmin=0.0, vmax=1.0, interpolation="nearest")
    picture.set_gid(PHOTOGRAPHS)
    ax.set_axis_off()
    return ax
