"""How evenly the images of points along a line follow each other."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.metrics.samples import as_array


class Walk(NamedTuple):
    """Means over the lines; each at least 1, and 1 for points that go straight and evenly."""

    detour: float | Float[np.ndarray, " seeds"]
    jump: float | Float[np.ndarray, " seeds"]


def walk(points: ArrayLike) -> Walk:
    """Return how far from straight and from even the way through ``points`` is.

    points: (lines, T, d) or (S, lines, T, d), T ≥ 3: where T evenly spaced places of a line in the
    latent space are taken to. ``detour``: the length of the way, Σ‖xₜ₊₁ − xₜ‖, over the distance
    of its ends; ``jump``: its longest step over its mean step. Both grow with T where the way is
    rough: keep T fixed. A line whose ends coincide raises ValueError, as do NaN and other shapes.
    """
    array = as_array("points", points)
    if array.ndim not in (3, 4) or array.shape[-2] < 3:
        raise ValueError(
            f"points must be (lines, T, d) or (S, lines, T, d) with T at least 3, got {array.shape}"
        )
    steps = np.linalg.norm(np.diff(array, axis=-2), axis=-1)
    ends = np.linalg.norm(array[..., -1, :] - array[..., 0, :], axis=-1)
    if (ends == 0).any():
        raise ValueError(f"{int((ends == 0).sum())} lines end where they begin")
    detour = (steps.sum(axis=-1) / ends).mean(axis=-1)
    jump = (steps.max(axis=-1) / steps.mean(axis=-1)).mean(axis=-1)
    return Walk(detour, jump) if array.ndim == 4 else Walk(float(detour), float(jump))
