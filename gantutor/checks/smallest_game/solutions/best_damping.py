import numpy as np


def best_damping(a, b, h):
    """The g that makes the alternating step fastest, and its factor."""
    # The determinant is 1 - hg and the trace 2 - hg - h²ab. A complex pair
    # shrinks with g; it is best where the two eigenvalues meet:
    # trace² = 4 · determinant, with s = √(1 - hg): s = 1 - h√(ab).
    s = 1 - h * np.sqrt(a * b)
    return (1 - s**2) / h, s
