"""How steep a function is: measured between samples, and bounded by clipped weights."""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.distance import pdist

from gantutor.distributions import points


def lipschitz_constant(f: ArrayLike, x: ArrayLike) -> float:
    """The steepest slope between two samples: max |f_i − f_j| / ‖x_i − x_j‖.

    ``f`` (n,) holds the values at ``x`` (n, d) or (n,), n ≥ 2. A lower bound of the true constant.
    Coinciding points with one value are left out; with two values the slope is infinite.

    Raises:
        ValueError: fewer than two points, NaN, or shapes that do not fit.
    """
    where, values = points(x, "x"), np.asarray(f, dtype=np.float64)
    if values.shape != where.shape[:1] or len(values) < 2:
        raise ValueError(
            "f must hold one value for each of at least two points, "
            f"got f {values.shape} and x {np.shape(x)}"
        )
    if not np.isfinite(values).all():
        raise ValueError(f"f must be finite, got {values[~np.isfinite(values)][0]}")
    rise, run = pdist(values[:, None]), pdist(where)
    if np.any((run == 0) & (rise > 0)):
        return float("inf")
    return float(np.max(rise[run > 0] / run[run > 0], initial=0.0))


def clip_slope_bound(widths: Sequence[int], c: float) -> float:
    """The largest slope an MLP can have when every weight lies in [−c, c].

    Π over the layers of c·√(n_in·n_out), the largest spectral norm of one clipped layer: c to the
    power of the depth, times widths. ``widths`` = (input, hidden …, output); activations with
    slopes of at most one (ReLU, leaky ReLU, tanh). A ReLU network of weights all c reaches it.

    Raises:
        ValueError: fewer than two widths, a width below 1, or c negative or not finite.
    """
    if len(widths) < 2 or any(int(w) != w or w < 1 for w in widths):
        raise ValueError(f"widths must be at least two whole numbers ≥ 1, got {tuple(widths)}")
    if not (isfinite(c) and c >= 0):
        raise ValueError(f"c must be finite and not negative, got {c}")
    bound = 1.0
    for n_in, n_out in pairwise(widths):
        bound *= c * sqrt(n_in * n_out)
    return bound
