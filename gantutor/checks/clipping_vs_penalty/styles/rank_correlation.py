import numpy as np
from scipy.stats import rankdata, spearmanr


def by_scipy(a, b):
    return spearmanr(a, b).statistic


def by_hand(a, b):
    a, b = rankdata(a) - (len(a) + 1) / 2, rankdata(b) - (len(b) + 1) / 2
    return np.sum(a * b) / np.sqrt(np.sum(a**2) * np.sum(b**2))


def one_by_one(a, b):
    def ranks(values):
        order = sorted(values)
        return [order.index(v) + (order.count(v) + 1) / 2 for v in values]

    x, y = np.array(ranks(a)), np.array(ranks(b))
    return np.cov(x, y, ddof=0)[0, 1] / (x.std() * y.std())
