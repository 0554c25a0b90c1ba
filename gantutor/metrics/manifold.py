"""Precision and recall of a generator by k-nearest-neighbour manifolds."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float
from numpy.typing import ArrayLike
from scipy.spatial.distance import cdist

from gantutor.metrics.samples import as_samples, as_seeded_samples

_ROWS = 1024  # distances are computed in slices of this many rows, to bound the memory


class PrecisionRecall(NamedTuple):
    """Fractions in [0, 1]: floats for one seed, (S,) arrays for S seeds."""

    precision: float | Float[np.ndarray, " seeds"]
    recall: float | Float[np.ndarray, " seeds"]


def precision_recall(real: ArrayLike, fake: ArrayLike, k: int = 3) -> PrecisionRecall:
    """Return how many fakes look real (precision) and how many reals are reachable (recall).

    The manifold of a sample set Φ is the union of balls about its points, each reaching to the
    k-th nearest *other* point of Φ. precision: the fraction of fakes in the manifold of the reals;
    recall: the fraction of reals in the manifold of the fakes.

    real: (n, d), fake: (m, d) or (S, m, d), n, m > k. Real against real is not 1 (on
    digits and rings between 0.9 and 0.98): print it beside the result. Both depend on n: keep it
    fixed.
    Raises ValueError for NaN, wrong shapes, k < 1, or k or fewer samples.
    Source: Kynkäänniemi et al. 2019, equations 1 and 2 (k = 3).
    """
    reals, fakes = as_samples("real", real), as_seeded_samples("fake", fake)
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    for name, n in (("real", len(reals)), ("fake", fakes.shape[1])):
        if n <= k:
            raise ValueError(f"{name} needs more than k={k} samples, got {n}")
    if reals.shape[1] != fakes.shape[2]:
        raise ValueError(f"real {reals.shape} and fake {fakes.shape} must agree in d")
    radii = _radii(reals, k)
    precision = np.array([np.mean(_covered(one, reals, radii)) for one in fakes])
    recall = np.array([np.mean(_covered(reals, one, _radii(one, k))) for one in fakes])
    if np.ndim(fake) == 3:
        return PrecisionRecall(precision, recall)
    return PrecisionRecall(float(precision[0]), float(recall[0]))


def _radii(points: Float[np.ndarray, "n d"], k: int) -> Float[np.ndarray, " n"]:
    # Each point is its own nearest at distance 0: entry k of the sorted row is the k-th other.
    return np.concatenate(
        [np.partition(cdist(rows, points), k, axis=1)[:, k] for rows in _slices(points)]
    )


def _covered(
    points: Float[np.ndarray, "n d"], centres: Float[np.ndarray, "m d"], radii: np.ndarray
) -> Bool[np.ndarray, " n"]:
    return np.concatenate([(cdist(rows, centres) <= radii).any(axis=1) for rows in _slices(points)])


def _slices(points: np.ndarray) -> list[np.ndarray]:
    return [points[start : start + _ROWS] for start in range(0, len(points), _ROWS)]
