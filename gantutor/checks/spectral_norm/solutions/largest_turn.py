import numpy as np


def largest_turn(a, w):
    """The largest difference of two slopes, over all biases."""
    # From left to right, unit k adds aₖ|wₖ| to the slope at its knot,
    # whichever way it faces.
    jumps = a * np.abs(w)
    # Between p and q: all knots of one sign, and none of the other.
    return max(jumps[jumps > 0].sum(), -jumps[jumps < 0].sum())
