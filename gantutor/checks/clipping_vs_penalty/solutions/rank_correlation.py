import numpy as np


def rank_correlation(a, b):
    """Spearman's rank correlation, with mean ranks for ties."""

    def ranks(values):
        below = (values[:, None] > values).sum(axis=1)
        equal = (values[:, None] == values).sum(axis=1)
        return below + (equal + 1) / 2

    return np.corrcoef(ranks(a), ranks(b))[0, 1]
