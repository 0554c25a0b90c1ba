import numpy as np


def plan_cost(plan, C):
    """The work of a plan (n, m) when a unit from i to j costs C[i, j]."""
    return np.sum(plan * C)
