import numpy as np
from scipy.optimize import minimize_scalar


def in_the_excess(w1, weight):
    excess = w1 / weight / 2
    return 1 + excess, w1 + excess * w1, w1 + excess * w1 / 2


def from_the_coefficients(w1, weight):
    square, linear, constant = -weight, w1 + 2 * weight, -weight
    k = -linear / (2 * square)
    return np.array([k, k * w1, np.polyval([square, linear, constant], k)])


def by_search(w1, weight):
    best = minimize_scalar(lambda k: weight * (k - 1) ** 2 - k * w1, tol=1e-14)
    k = best.x
    return [round(k, 7) if abs(k - round(k, 7)) < 1e-7 else k, k * w1, -best.fun]
