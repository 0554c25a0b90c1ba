import math
from itertools import pairwise


def slope_bound(widths, c):
    """The largest slope of a ReLU network of these widths with all weights in [-c, c]."""
    bound = 1.0
    for n_in, n_out in pairwise(widths):
        bound *= c * math.sqrt(n_in * n_out)  # reached when every weight is c
    return bound
