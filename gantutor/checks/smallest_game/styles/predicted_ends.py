import math

import numpy as np


def from_formulas():
    radius, lam = math.hypot(0.6, 0.8), 2.0
    return radius, min(0.5, radius), 0, 2 * lam, min(1, radius)


def roughly():
    return [0.95, 0.55, 0.02, 3.9, 1.05]


def as_an_array():
    return np.array([1.0, 0.5, 0.0, 4.0, 1.0])
