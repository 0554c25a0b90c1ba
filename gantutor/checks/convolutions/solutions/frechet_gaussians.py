import numpy as np


def frechet_gaussians(mean_x, cov_x, mean_y, cov_y):
    """W2² of two normal laws: means (d,), covariances (d, d)."""
    values, vectors = np.linalg.eigh(cov_x)
    root = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    # root · cov_y · root is symmetric, and has the eigenvalues of
    # cov_x · cov_y.
    values = np.linalg.eigvalsh(root @ cov_y @ root)
    overlap = np.sqrt(values.clip(0)).sum()  # the trace of R
    shift = mean_x - mean_y
    return shift @ shift + np.trace(cov_x) + np.trace(cov_y) - 2 * overlap
