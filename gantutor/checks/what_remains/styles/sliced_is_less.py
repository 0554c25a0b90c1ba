from math import hypot, pi

import numpy as np
import ot


def pair_by_pair(x, y, order, angles):
    pairs = [(a, y[j]) for a, j in zip(x, order, strict=True)]
    n = len(pairs)
    w1 = sum(hypot(*(a - b)) for a, b in pairs) / n
    same, best = [], []
    for angle in angles:
        direction = np.array([np.cos(angle), np.sin(angle)])
        same.append(sum(abs((a - b) @ direction) for a, b in pairs) / n)
        p, q = sorted(x @ direction), sorted(y @ direction)
        best.append(sum(abs(a - b) for a, b in zip(p, q, strict=True)) / n)
    return w1, np.array(same), np.array(best), 2 / pi, 2 / pi * w1


def by_pot(x, y, order, angles):
    directions = np.stack([np.cos(angles), np.sin(angles)])
    w1 = ot.emd2([], [], ot.dist(x, y, metric="euclidean"))
    same = np.abs((x - y[order]) @ directions).mean(axis=0)
    best = ot.wasserstein_1d(x @ directions, y @ directions, p=1)
    constant = np.abs(np.cos(np.linspace(0, np.pi, 100_001))).mean()
    return w1, same, best, constant, w1 * constant
