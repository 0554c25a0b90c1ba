import numpy as np


def power_iteration(W, u, iterations):
    """The estimate of the largest singular value of W, starting from u."""
    for _ in range(iterations):
        v = W.T @ u
        v = v / np.linalg.norm(v)
        u = W @ v
        u = u / np.linalg.norm(u)
    return u @ W @ v
