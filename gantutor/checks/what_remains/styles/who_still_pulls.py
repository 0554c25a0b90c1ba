from math import gamma, pi, sqrt

import numpy as np


def with_the_formula():
    """E|θ₁| = Γ(d/2)/(√π Γ((d + 1)/2)); by logarithms where Γ is too large."""
    from scipy.special import gammaln

    many = np.exp(gammaln(392) - gammaln(392.5)) / sqrt(pi)
    return False, False, 1, 1, gamma(1) / (sqrt(pi) * gamma(1.5)), many


def roughly():
    return (np.bool_(False), np.bool_(False), 1.05, 0.95, 0.6, 0.03)
