"""Laws on finitely many points: vectors of masses that sum to one."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

SUM_TOLERANCE = 1e-10


def masses(values: ArrayLike, name: str = "masses") -> Float[np.ndarray, " n"]:
    """A checked vector of masses, as contiguous float64; nothing is renormalised.

    Raises:
        ValueError: not a vector, empty, NaN or infinite, negative, or a sum that differs from 1 by
            more than 1e-10; the message names ``name`` and the offending value.
    """
    vector = np.ascontiguousarray(values, dtype=np.float64)
    if np.ndim(values) != 1:
        raise ValueError(f"{name} must be a vector, got shape {np.shape(values)}")
    if vector.size == 0:
        raise ValueError(f"{name} must hold at least one mass, got none")
    if not np.isfinite(vector).all():
        where = int(np.flatnonzero(~np.isfinite(vector))[0])
        raise ValueError(f"{name} must be finite, got {vector[where]} at index {where}")
    if vector.min() < 0:
        where = int(vector.argmin())
        raise ValueError(f"{name} must not be negative, got {vector[where]:g} at index {where}")
    total = float(vector.sum())
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"{name} must sum to 1, got {total:.10g} (n={vector.size})")
    return vector


def uniform_masses(n: int) -> Float[np.ndarray, " n"]:
    """The law that gives each of ``n`` points the mass 1/n.

    Raises:
        ValueError: ``n`` is below 1.
    """
    if n < 1:
        raise ValueError(f"a law needs at least one point, got n={n}")
    return np.full(n, 1.0 / n)
