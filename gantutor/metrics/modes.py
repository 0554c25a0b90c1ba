"""Modes covered and samples of high quality, for mixtures whose centres are known."""

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from gantutor.metrics.samples import as_samples, as_seeded_samples, per_seed


def modes_covered(
    samples: ArrayLike, centres: ArrayLike, std: float, within: float = 3.0
) -> int | Int[np.ndarray, " seeds"]:
    """Count the modes that have at least one sample of high quality.

    A sample is of high quality when it lies within `within`·`std` of its nearest centre.

    samples: (n, d) or (S, n, d); centres: (k, d); std > 0, of each mode. Returns 0…k, an int or
    (S,) integers. Raises ValueError for NaN, wrong shapes, std or within ≤ 0.
    Source: Srivastava et al. 2017 (VEEGAN), section 4.1.
    """
    centres = _checked(centres, std, within)

    def covered(points: np.ndarray) -> float:
        nearest, distance = _nearest(points, centres)
        return float(np.unique(nearest[distance <= within * std]).size)

    counts = per_seed(covered, "samples", samples)
    return counts.astype(int) if isinstance(counts, np.ndarray) else int(counts)


def high_quality(
    samples: ArrayLike, centres: ArrayLike, std: float, within: float = 3.0
) -> float | Float[np.ndarray, " seeds"]:
    """Return the fraction of samples within `within`·`std` of their nearest centre.

    True samples of a 2-D mixture with separated modes score 1 − exp(−within²/2): 98.9% at 3.

    samples: (n, d) or (S, n, d); centres: (k, d). Returns a fraction in [0, 1], a float or (S,).
    Raises ValueError for NaN, wrong shapes, std or within ≤ 0.
    """
    centres = _checked(centres, std, within)

    def fraction(points: np.ndarray) -> float:
        return float(np.mean(_nearest(points, centres)[1] <= within * std))

    return per_seed(fraction, "samples", samples)


def mode_counts(samples: ArrayLike, centres: ArrayLike) -> Int[np.ndarray, "*seeds modes"]:
    """Count the samples whose nearest centre is each mode, however far away it is.

    samples: (n, d) -> (k,); (S, n, d) -> (S, k). Each row sums to n.
    """
    centres = as_samples("centres", centres)
    stacked = as_seeded_samples("samples", samples)
    counts = np.array(
        [np.bincount(_nearest(g, centres)[0], minlength=len(centres)) for g in stacked]
    )
    return counts if np.ndim(samples) == 3 else counts[0]


def mode_kl(samples: ArrayLike, centres: ArrayLike) -> float | Float[np.ndarray, " seeds"]:
    """Return KL(fraction of samples nearest to each mode ‖ uniform), in nats.

    KL = Σ_m q_m log(k q_m), from 0 (all modes alike) to log k (one mode only). It looks at the
    balance alone: samples between two modes count for the nearer, so read `high_quality` beside
    it. n true samples do not score 0 but about (k − 1)/(2n).

    samples: (n, d) or (S, n, d); centres: (k, d). Returns a float or (S,).
    """
    counts = mode_counts(samples, centres)
    q = counts / counts.sum(axis=-1, keepdims=True)
    # 0 log 0 = 0: an empty mode adds nothing itself, the others' larger share does.
    terms = q * np.log(np.where(q > 0, q * q.shape[-1], 1.0))
    # Clipped because rounding can leave −1e-17 where all modes are alike.
    kl = np.maximum(terms.sum(axis=-1), 0.0)
    return kl if kl.ndim else float(kl)


def _checked(centres: ArrayLike, std: float, within: float) -> Float[np.ndarray, "modes d"]:
    if not (std > 0 and within > 0):
        raise ValueError(f"std and within must be positive, got std={std}, within={within}")
    return as_samples("centres", centres)


def _nearest(
    points: Float[np.ndarray, "n d"], centres: Float[np.ndarray, "modes _"]
) -> tuple[Int[np.ndarray, " n"], Float[np.ndarray, " n"]]:
    if points.shape[1] != centres.shape[1]:
        raise ValueError(
            f"samples have d={points.shape[1]} but centres have d={centres.shape[1]}: "
            f"got {points.shape} and {centres.shape}"
        )
    distances = np.linalg.norm(points[:, None] - centres[None], axis=-1)
    nearest = distances.argmin(axis=1)
    return nearest, distances[np.arange(len(points)), nearest]
