"""Transport on the line, where sorting solves it."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions import point_pair
from gantutor.transport.problem import masses_on


def w1_line(
    x: ArrayLike, y: ArrayLike, a: ArrayLike | None = None, b: ArrayLike | None = None
) -> float:
    """W1 of two weighted samples on the line: ∫ |F − G|, the area between the step functions.

    ``x`` (n,) or (n, 1) with masses ``a``, ``y`` (m,) or (m, 1) with masses ``b``, uniform when
    missing. For n = m and uniform masses it is the mean of |x_(i) − y_(i)| over the sorted samples.

    Raises:
        ValueError: empty, not finite, of more than one dimension, or masses that are no law.

    Source: Peyré & Cuturi (2019), section 2.6.
    """
    x, y, a, b = _line(x, y, a, b)
    if len(x) == len(y) and np.ptp(a) == 0 and np.ptp(b) == 0:
        return float(np.mean(np.abs(np.sort(x) - np.sort(y))))
    at = np.concatenate([x, y])
    order = np.argsort(at, kind="stable")
    step = np.cumsum(np.concatenate([a, -b])[order])
    return float(np.abs(step[:-1]) @ np.diff(at[order]))


def plan_line(
    x: ArrayLike, y: ArrayLike, a: ArrayLike | None = None, b: ArrayLike | None = None
) -> Float[np.ndarray, "n m"]:
    """The monotone plan: mass is moved in order, the leftmost to the leftmost.

    Optimal for every cost that is a convex function of the distance. Arguments as in `w1_line`; the
    plan keeps the order of ``x`` and ``y`` as given. At most n + m − 1 entries are not zero.

    Raises:
        ValueError: as in `w1_line`.
    """
    x, y, a, b = _line(x, y, a, b)
    rows, columns = np.argsort(x, kind="stable"), np.argsort(y, kind="stable")
    ends_x = np.minimum(np.cumsum(a[rows]), 1.0)
    ends_y = np.minimum(np.cumsum(b[columns]), 1.0)
    # Both step up to the same total; rounding must not leave a crumb behind the last step.
    ends_x[-1] = ends_y[-1] = 1.0
    levels = np.unique(np.concatenate([ends_x, ends_y]))
    i = rows[np.searchsorted(ends_x, levels)]
    j = columns[np.searchsorted(ends_y, levels)]
    plan = np.zeros((len(x), len(y)))
    np.add.at(plan, (i, j), np.diff(levels, prepend=0.0))
    return plan


def _line(
    x: ArrayLike, y: ArrayLike, a: ArrayLike | None, b: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    real, fake = point_pair(x, y)
    if real.shape[1] != 1:
        raise ValueError(f"x and y must lie on the line, got dimension {real.shape[1]}")
    return real[:, 0], fake[:, 0], masses_on(len(real), a, "a"), masses_on(len(fake), b, "b")
