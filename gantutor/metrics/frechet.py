"""The Fréchet distance of two feature sets, each taken for a Gaussian."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.metrics.samples import as_array, as_samples, per_seed


def frechet_distance(
    features_x: ArrayLike, features_y: ArrayLike
) -> float | Float[np.ndarray, " seeds"]:
    """Return the Fréchet distance of the Gaussians fitted to two sets of features.

    d² = ‖m_x − m_y‖² + tr(C_x + C_y − 2 (C_x^½ C_y C_x^½)^½), the squared W2 of the Gaussians with
    the sets' means and covariances (the latter with n − 1).

    features_x: (n, d), features_y: (m, d) or (S, m, d), n, m ≥ 2, in the units of the features,
    squared. With features of `DigitsClassifier` this is the "digits-MLP Fréchet distance"; it is
    never to be called FID, which is one certain network's. It is biased upwards at small n (badly
    so for n near d or below): fix n and print real against real beside it.
    Raises ValueError for NaN, wrong shapes, or fewer than 2 samples.
    Source: Dowson & Landau 1982, equation 16; Heusel et al. 2017.
    """
    x = as_samples("features_x", features_x)
    mean_x, cov_x = _moments("features_x", x)

    def distance(y: np.ndarray) -> float:
        if y.shape[1] != x.shape[1]:
            raise ValueError(f"features must agree in d, got {x.shape} and {y.shape}")
        return gaussian_frechet(mean_x, cov_x, *_moments("features_y", y))

    return per_seed(distance, "features_y", features_y)


def gaussian_frechet(
    mean_x: ArrayLike, cov_x: ArrayLike, mean_y: ArrayLike, cov_y: ArrayLike
) -> float:
    """Return W2² of two Gaussians, ‖m_x − m_y‖² + tr(C_x + C_y − 2 (C_x^½ C_y C_x^½)^½).

    mean: (d,); cov: (d, d), symmetric and positive semi-definite, or ValueError. Never negative,
    0 only for equal Gaussians. The trace of the root is the sum of the singular values of
    C_x^½ C_y^½, so that no root of a non-symmetric matrix, and no complex number, is ever taken.
    """
    means = as_array("mean_x", mean_x), as_array("mean_y", mean_y)
    covs = as_array("cov_x", cov_x), as_array("cov_y", cov_y)
    d = means[0].size
    if any(m.shape != (d,) for m in means) or any(c.shape != (d, d) for c in covs):
        raise ValueError(
            f"need means (d,) and covariances (d, d), got {means[0].shape}, {covs[0].shape} and "
            f"{means[1].shape}, {covs[1].shape}"
        )
    root_x, root_y = psd_root(covs[0]), psd_root(covs[1])
    overlap = np.linalg.svd(root_x @ root_y, compute_uv=False).sum()
    spread = np.trace(covs[0]) + np.trace(covs[1]) - 2.0 * overlap
    shift = means[0] - means[1]
    return float(shift @ shift + max(spread, 0.0))  # a spread of −1e-15 is rounding


def psd_root(matrix: ArrayLike, tolerance: float = 1e-10) -> Float[np.ndarray, "d d"]:
    """Return the symmetric root of a symmetric positive semi-definite matrix, by eigenvalues.

    An eigenvalue below 0 by no more than `tolerance` times the largest is rounding and becomes 0;
    beyond that the matrix is no covariance: ValueError. Not symmetric: ValueError.
    """
    matrix = as_array("matrix", matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"matrix must be square, got {matrix.shape}")
    scale = float(np.abs(matrix).max())
    if np.abs(matrix - matrix.T).max() > tolerance * scale:
        raise ValueError(f"matrix must be symmetric, got {matrix.tolist()}")
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    if values[0] < -tolerance * scale:
        raise ValueError(f"matrix must have no negative eigenvalue, got {values[0]:.3g}")
    return (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T


def _moments(
    name: str, features: Float[np.ndarray, "n d"]
) -> tuple[Float[np.ndarray, " d"], Float[np.ndarray, "d d"]]:
    if len(features) < 2:
        raise ValueError(f"{name} needs at least 2 samples for a covariance, got {len(features)}")
    centred = features - features.mean(axis=0)
    return features.mean(axis=0), centred.T @ centred / (len(features) - 1)
