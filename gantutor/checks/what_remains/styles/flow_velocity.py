import numpy as np


def two_conditional_means(x, t, mean, std):
    """E[data | x] and E[noise | x], each by Bayes' rule for normals."""
    left = (x - t * mean) / ((1 - t) ** 2 + (t * std) ** 2)
    data = mean + t * std**2 * left
    noise = (1 - t) * left
    return data - noise


def with_a_covariance_matrix(x, t, mean, std):
    """Noise and data as a normal vector, and two linear functions of it."""
    covariance, centre = np.diag([1.0, std**2]), np.array([0.0, mean])
    place, velocity = np.array([1 - t, t]), np.array([-1.0, 1.0])
    share = velocity @ covariance @ place / (place @ covariance @ place)
    return velocity @ centre + share * (x - place @ centre)


def by_the_law_on_the_way(x, t, mean, std):
    """A law N(m, s²) that moves has the velocity m′ + (x − m) s′/s: here m = t · mean."""
    s = np.hypot(1 - t, t * std)
    faster = (t * std**2 - (1 - t)) / s
    return mean + (x - t * mean) * faster / s
