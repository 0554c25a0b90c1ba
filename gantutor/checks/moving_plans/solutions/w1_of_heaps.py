import numpy as np


def w1_of_heaps(at, p, q):
    """W1 of the masses p and q on the same places; all three (k,)."""
    crossing = np.abs(np.cumsum(p - q))[:-1]  # |F - G| up to the next place
    return np.sum(crossing * np.diff(at))
