"""How sharp images are: what neighbouring pixels differ by."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.metrics.samples import as_images, per_seed


def sharpness(images: ArrayLike, shape: Sequence[int]) -> float | Float[np.ndarray, " seeds"]:
    """Return the mean absolute difference of neighbouring pixels, over all images and pixels.

    Neighbours stand beside or above each other. images: (n, d) or (S, n, d), flat, in any units;
    ``shape``: (channels, rows, columns) of one, at least 2 × 2 pixels. At least 0; a blurred edge
    has as many differences as a sharp one in one direction, but strokes that are blurred away have
    fewer. Print that of real images beside it. ValueError for NaN and shapes that do not fit.
    """
    if len(shape) != 3 or min(shape) < 1 or min(shape[1:]) < 2:
        raise ValueError(
            f"shape must be (channels, rows, columns), at least 2 × 2 pixels, got {tuple(shape)}"
        )
    pixels = int(np.prod(shape))

    def of(one: np.ndarray) -> float:
        grid = as_images(one, pixels).reshape(-1, *shape)
        across, down = (np.abs(np.diff(grid, axis=axis)) for axis in (3, 2))
        return float((across.sum() + down.sum()) / (across.size + down.size))

    return per_seed(of, "images", images)
