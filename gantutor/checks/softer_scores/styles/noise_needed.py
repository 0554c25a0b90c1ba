import numpy as np
from scipy.optimize import brentq
from scipy.special import logit


def from_the_logit(distance, std, d):
    variance = -(distance**2) / (2 * logit(d))
    return np.sqrt(np.maximum(variance - std**2, 0))


def by_cases(distance, std, d):
    square = distance**2 / 2 / np.log(1 / d - 1) - std * std
    if square <= 0:
        return 0
    return square**0.5


def by_search(distance, std, d):
    def excess(sigma):
        return -(distance**2) / (2 * (std**2 + sigma**2)) - np.log(d / (1 - d))

    return 0.0 if excess(0.0) >= 0 else brentq(excess, 0.0, 1e3, xtol=1e-13, rtol=1e-14)
