import numpy as np
import ot


def sinkhorn_divergence(x, y, epsilon):
    """S of two samples, with half of each self term; one number."""

    def entropic(x, y):
        C = ot.dist(x, y, metric="euclidean")
        a, b = ot.unif(len(x)), ot.unif(len(y))
        plan = ot.sinkhorn(a, b, C, epsilon, method="sinkhorn_log")
        kl = np.sum(plan * np.log(plan / np.outer(a, b)))
        return np.sum(plan * C) + epsilon * kl

    return entropic(x, y) - (entropic(x, x) + entropic(y, y)) / 2
