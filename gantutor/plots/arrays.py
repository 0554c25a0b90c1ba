"""Checking what is to be drawn: a figure must not broadcast, reorder or drop silently."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike


def drawn(
    name: str, values: ArrayLike, *shapes: str, finite: bool = True
) -> Float[np.ndarray, "..."]:
    """Return `values` as float64 after checking its number of axes against `shapes`.

    shapes: the layouts that are accepted, for example "(n, 2)": a number in them is a required
    size, a letter is any size. Raises ValueError for another shape, an empty array, and (unless
    `finite` is False, for curves in which a seed has diverged) for NaN or infinity.
    """
    detach = getattr(values, "detach", None)
    array = np.asarray(detach().cpu() if detach else values, dtype=np.float64)
    if not any(_fits(array.shape, shape) for shape in shapes):
        raise ValueError(f"{name} must have shape {' or '.join(shapes)}, got {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if finite and not np.isfinite(array).all():
        bad = int(array.size - np.isfinite(array).sum())
        raise ValueError(f"{name} must be finite, got {bad} NaN or infinite of {array.size} values")
    return array


def _fits(shape: tuple[int, ...], layout: str) -> bool:
    sizes = [size.strip() for size in layout.strip("()").split(",") if size.strip()]
    return len(sizes) == len(shape) and all(
        not wanted.isdigit() or int(wanted) == size
        for wanted, size in zip(sizes, shape, strict=True)
    )
