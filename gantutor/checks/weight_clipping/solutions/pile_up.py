import numpy as np


def pile_up(layers, c):
    """The fraction of all weights w with |w| ≥ 0.99·c; layers is a list of arrays."""
    weights = np.concatenate([w.ravel() for w in layers])
    return np.mean(np.abs(weights) >= 0.99 * c)
