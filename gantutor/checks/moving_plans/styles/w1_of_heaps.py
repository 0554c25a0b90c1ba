import numpy as np
from scipy.stats import wasserstein_distance


def carried_along(at, p, q):
    carried, work = 0.0, 0.0
    for k in range(len(at) - 1):
        carried += p[k] - q[k]
        work += abs(carried) * (at[k + 1] - at[k])
    return work


def by_scipy(at, p, q):
    return wasserstein_distance(at, at, p, q)


def difference_of_two_functions(at, p, q):
    F, G = np.cumsum(p), np.cumsum(q)
    return np.abs(F - G)[:-1] @ (at[1:] - at[:-1])
