import numpy as np


def largest_turn(a, w):
    """The largest difference of two slopes of Σ aₖ max(0, wₖx + bₖ), over all biases."""
    # At its knot, read from left to right, unit k adds aₖ|wₖ| to the slope, whichever way it faces.
    jumps = a * np.abs(w)
    # The biases decide which knots lie between p and q: all of one sign, none of the other.
    return max(jumps[jumps > 0].sum(), -jumps[jumps < 0].sum())
