import numpy as np


def c_transform(C, g):
    """The largest f (n,) with f_i + g_j <= C_ij; C is (n, m), g is (m,)."""
    return np.min(C - g, axis=1)  # each f_i obeys m bounds: the least of them binds
