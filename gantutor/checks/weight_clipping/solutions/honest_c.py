import math
from itertools import pairwise


def honest_c(widths):
    """The largest c with which no gap exceeds W1.

    And the largest share of W1 that a gap can be with half of it.
    """
    layers = len(widths) - 1
    steep = math.prod(math.sqrt(n * m) for n, m in pairwise(widths))
    # The largest slope is c^L · steep, and the largest gap that times W1.
    return steep ** (-1 / layers), 0.5**layers
