"""Samples handed in by a caller: checked, and always of shape (n, d)."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike


def points(x: ArrayLike, name: str = "x") -> Float[np.ndarray, "n d"]:
    """Samples as a float64 array (n, d); a vector (n,) becomes (n, 1).

    Raises:
        ValueError: not one or two axes, no sample, no coordinate, NaN or infinite.
    """
    array = np.asarray(x, dtype=np.float64)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} must have shape (n,) or (n, d), got {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} must hold at least one sample, got shape {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, got {array[~np.isfinite(array)][0]}")
    return array[:, None] if array.ndim == 1 else array


def point_pair(
    x: ArrayLike, y: ArrayLike
) -> tuple[Float[np.ndarray, "n d"], Float[np.ndarray, "m d"]]:
    """Real and fake samples as (n, d) and (m, d); ValueError where d differs, and as `points`."""
    real, fake = points(x, "x"), points(y, "y")
    if real.shape[1] != fake.shape[1]:
        raise ValueError(
            f"x and y must have the same dimension, got {real.shape[1]} and {fake.shape[1]}"
        )
    return real, fake
