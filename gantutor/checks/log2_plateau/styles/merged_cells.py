import numpy as np
from scipy.special import rel_entr


def by_relative_entropies(p, q):
    def h(s):
        return 0.5 * rel_entr(s, 0.5) + 0.5 * rel_entr(1 - s, 0.5)

    mass = p + q
    weights = mass / (mass[0] + mass[1])
    merged = p.sum() / mass.sum()
    lost = mass[0] * h(p[0] / mass[0]) + mass[1] * h(p[1] / mass[1]) - mass.sum() * h(merged)
    return h, lambda s: 0.5 / s + 0.5 / (1 - s), weights, lost, abs(lost) < 1e-12


def with_numbers_of_python(p, q):
    def h(s):
        return np.log(2) / 2 + sum(x * np.log(x) for x in (s, 1 - s) if x > 0) / 2

    def curvature(s):
        return (s + (1 - s)) / (s * (1 - s)) / 2

    total = sum(p) + sum(q)
    weights = [(p[0] + q[0]) / total, (p[1] + q[1]) / total]
    shares = [p[0] / (p[0] + q[0]), p[1] / (p[1] + q[1])]
    mean = weights[0] * shares[0] + weights[1] * shares[1]
    lost = total * (weights[0] * h(shares[0]) + weights[1] * h(shares[1]) - h(mean))
    return [h, curvature, weights, lost, bool(np.isclose(p[0] * q[1], p[1] * q[0]))]
