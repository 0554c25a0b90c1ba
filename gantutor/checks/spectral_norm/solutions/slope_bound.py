import numpy as np


def slope_bound(weights):
    """The product of the spectral norms of the layers."""
    bound = 1.0
    for W in weights:
        bound *= np.linalg.svd(W, compute_uv=False)[0]
    return bound
