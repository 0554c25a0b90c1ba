from itertools import combinations, product
from math import dist, exp

import numpy as np
from scipy.spatial.distance import cdist, pdist


def pair_by_pair(x, y, width):
    def like(a, b):
        return exp(-(dist(a, b) ** 2) / (2 * width**2))

    def mean(values):
        values = list(values)
        return sum(values) / len(values)

    mixed = mean(like(a, b) for a, b in product(x, y))
    everyone = [mean(like(a, b) for a, b in product(s, s)) for s in (x, y)]
    others = [mean(like(a, b) for a, b in combinations(s, 2)) for s in (x, y)]
    return sum(everyone) - 2 * mixed, sum(others) - 2 * mixed


def by_scipy(x, y, width):
    """The likeness to itself is 1, and adds what is known: (1 − mean)/n."""
    scale = 2 * width**2
    mixed = np.exp(-cdist(x, y, "sqeuclidean") / scale).mean()
    others = [np.exp(-pdist(s, "sqeuclidean") / scale).mean() for s in (x, y)]
    biased = sum(o + (1 - o) / len(s) for o, s in zip(others, (x, y), strict=True))
    return biased - 2 * mixed, sum(others) - 2 * mixed


def with_one_matrix(x, y, width):
    """All points together, each with its weight: w K w."""
    both, n, m = np.concatenate([x, y]), len(x), len(y)
    k = np.exp(-cdist(both, both, "sqeuclidean") / (2 * width**2))
    weights = np.concatenate([np.full(n, 1 / n), np.full(m, -1 / m)])
    biased = weights @ k @ weights
    np.fill_diagonal(k, 0)
    correction = np.concatenate([np.full(n, n / (n - 1)), np.full(m, m / (m - 1))])
    own = k * np.equal.outer(weights > 0, weights > 0)
    mixed = k - own
    return biased, (weights * correction) @ own @ weights + weights @ mixed @ weights
