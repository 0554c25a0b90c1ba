import math

import numpy as np
from scipy.optimize import minimize_scalar


def _factor(a, b, g, h):
    trace, determinant = 2 - h * g - h * h * a * b, 1 - h * g
    under = trace**2 / 4 - determinant
    if under < 0:
        return math.sqrt(determinant)
    return max(abs(trace / 2 + math.sqrt(under)), abs(trace / 2 - math.sqrt(under)))


def in_closed_form(a, b, h):
    omega = math.sqrt(a * b)
    return omega * (2 - h * omega), 1 - h * omega


def by_bisection(a, b, h):
    """The brake at which the pair becomes real."""
    low, high = 0.0, 2 * math.sqrt(a * b)
    for _ in range(60):
        g = (low + high) / 2
        pair = (2 - h * g - h * h * a * b) ** 2 < 4 * (1 - h * g)
        low, high = (g, high) if pair else (low, g)
    return low, _factor(a, b, low, h)


def by_minimising(a, b, h):
    found = minimize_scalar(
        lambda g: _factor(a, b, g, h),
        bounds=(0, 2 * np.sqrt(a * b)),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return found.x, found.fun
