import math

import numpy as np
from scipy.special import softmax
from scipy.stats import gumbel_r


def by_scipy(theta, k, t):
    below = gumbel_r.cdf(t, loc=theta)
    others = np.prod([b for j, b in enumerate(below) if j != k])
    density = gumbel_r.pdf(t, loc=theta[k])
    return below, others, density, density * others, softmax(theta)[k]


def token_by_token(theta, k, t):
    below = [math.exp(-math.exp(v - t)) for v in theta]
    others = 1.0
    for j, b in enumerate(below):
        if j != k:
            others *= b
    density = math.exp(theta[k] - t) * below[k]
    return below, others, density, others * density, 1 / sum(math.exp(v - theta[k]) for v in theta)


def by_differences(theta, k, t):
    below = np.exp(-np.exp(theta - t))
    total, log = np.exp(theta).sum(), theta[k] - t
    wins = np.exp(log - total * np.exp(-t))
    return below, below.prod() / below[k], np.exp(log) * below[k], wins, np.exp(theta[k]) / total
