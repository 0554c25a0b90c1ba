import math

import numpy as np


def with_numpy(widths):
    n = np.asarray(widths, dtype=float)
    return np.prod(n[:-1] * n[1:]) ** (-0.5 / (n.size - 1)), 2.0 ** -(n.size - 1)


def hidden_widths_once(widths):
    # Each hidden width stands under two roots, the first and the last under one.
    inside = math.prod(widths[1:-1])
    L = len(widths[1:])
    return [(inside * math.sqrt(widths[0] * widths[-1])) ** (-1 / L), 1 / 2**L]


def by_logarithms(widths):
    logs = [0.5 * (math.log(a) + math.log(b)) for a, b in zip(widths, widths[1:])]
    return math.exp(-sum(logs) / len(logs)), math.exp(-len(logs) * math.log(2))


def by_bisection(widths):
    def slope(c):
        return math.prod(c * math.sqrt(a * b) for a, b in zip(widths, widths[1:]))

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) <= 1 else (low, middle)
    return low, slope(low / 2)
