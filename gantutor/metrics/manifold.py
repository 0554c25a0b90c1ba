"""Precision and recall of a generator by k-nearest-neighbour manifolds."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int
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
    reals, fakes = _pair(real, fake)
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    for name, n in (("real", len(reals)), ("fake", fakes.shape[1])):
        if n <= k:
            raise ValueError(f"{name} needs more than k={k} samples, got {n}")
    radii = _radii(reals, k)
    precision = np.array([np.mean(_covered(one, reals, radii)) for one in fakes])
    recall = np.array([np.mean(_covered(reals, one, _radii(one, k))) for one in fakes])
    if np.ndim(fake) == 3:
        return PrecisionRecall(precision, recall)
    return PrecisionRecall(float(precision[0]), float(recall[0]))


class DensityCoverage(NamedTuple):
    """density ≥ 0 and coverage in [0, 1]: floats for one seed, (S,) arrays for S seeds."""

    density: float | Float[np.ndarray, " seeds"]
    coverage: float | Float[np.ndarray, " seeds"]


def density_coverage(real: ArrayLike, fake: ArrayLike, k: int = 5) -> DensityCoverage:
    """Return in how many real balls a fake lies, and how many real balls hold a fake.

    The ball of a real sample reaches to its k-th nearest *other* real sample. density: the number
    of balls that a fake lies in, divided by k, mean over the fakes; about 1 for real against real,
    more where fakes crowd. coverage: the fraction of the balls with a fake inside. Both use real
    balls alone, so that one fake far away spoils neither, as it does recall.

    real: (n, d), fake: (m, d) or (S, m, d), n > k. Coverage of real against real is about
    1 − 2⁻ᵏ for n = m: print it beside the result.
    Raises ValueError for NaN, wrong shapes, k < 1, or k or fewer real samples.
    Source: Naeem, Oh, Uh, Choi & Yoo 2020, equations 3 and 4 (k = 5).
    """
    reals, fakes = _pair(real, fake)
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    if len(reals) <= k:
        raise ValueError(f"real needs more than k={k} samples, got {len(reals)}")
    radii = _radii(reals, k)
    density, coverage = np.empty(len(fakes)), np.empty(len(fakes))
    for s, one in enumerate(fakes):
        inside, held = 0, np.zeros(len(reals), dtype=bool)
        for rows in _slices(one):
            within = cdist(rows, reals) <= radii
            inside += int(within.sum())
            held |= within.any(axis=0)
        density[s], coverage[s] = inside / (k * len(one)), held.mean()
    if np.ndim(fake) == 3:
        return DensityCoverage(density, coverage)
    return DensityCoverage(float(density[0]), float(coverage[0]))


class Nearest(NamedTuple):
    """For each fake, (n,) or (S, n): the row of the nearest real sample, and how far away it is."""

    row: Int[np.ndarray, "*seeds n"]
    distance: Float[np.ndarray, "*seeds n"]


def nearest_real(real: ArrayLike, fake: ArrayLike) -> Nearest:
    """Return the real sample nearest to each fake, in Euclidean distance: does it copy?

    real: (n, d), fake: (m, d) or (S, m, d). What counts as near is told by held-out real samples
    in the fakes' place. Raises ValueError for NaN and wrong shapes.
    """
    reals, fakes = _pair(real, fake)
    flat = fakes.reshape(-1, fakes.shape[2])
    found = [cdist(rows, reals) for rows in _slices(flat)]
    row = np.concatenate([d.argmin(axis=1) for d in found])
    distance = np.concatenate([d.min(axis=1) for d in found])
    shape = fakes.shape[:2] if np.ndim(fake) == 3 else fakes.shape[1:2]
    return Nearest(row.reshape(shape), distance.reshape(shape))


def _pair(
    real: ArrayLike, fake: ArrayLike
) -> tuple[Float[np.ndarray, "n d"], Float[np.ndarray, "seeds m d"]]:
    """Real samples and each seed's fakes, checked: they lie in the same space."""
    reals, fakes = as_samples("real", real), as_seeded_samples("fake", fake)
    if reals.shape[1] != fakes.shape[2]:
        raise ValueError(f"real {reals.shape} and fake {fakes.shape} must agree in d")
    return reals, fakes


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
