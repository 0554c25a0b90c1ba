import numpy as np
from scipy.stats import kendalltau

from gantutor.checks.engine.assertions import wrong


@wrong("Pearson's correlation of the values")
def pearson(a, b):
    return np.corrcoef(a, b)[0, 1]


@wrong("sort twice")
def argsort_once(a, b):
    return np.corrcoef(a.argsort(kind="stable"), b.argsort(kind="stable"))[0, 1]


@wrong("Tied values share")
def ties_in_order(a, b):
    ranks = [v.argsort(kind="stable").argsort(kind="stable") for v in (a, b)]
    return np.corrcoef(*ranks)[0, 1]


@wrong("for ranks without ties")
def short_formula(a, b):
    def ranks(v):
        return (v[:, None] > v).sum(1) + ((v[:, None] == v).sum(1) + 1) / 2

    n = len(a)
    return 1 - 6 * ((ranks(a) - ranks(b)) ** 2).sum() / (n * (n**2 - 1))


@wrong("Only the order counts")
def covariance(a, b):
    ranks = [v.argsort().argsort() for v in (a, b)]
    return np.cov(*ranks)[0, 1]


@wrong("Kendall")
def kendall(a, b):
    return kendalltau(a, b).statistic
