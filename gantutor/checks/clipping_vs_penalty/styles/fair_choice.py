import numpy as np


def in_loops(w1, tuning):
    def mean(values):
        return np.inf if any(np.isnan(v) for v in values) else sum(values) / len(values)

    scores = [mean([v for v, t in zip(row, tuning) if t]) for row in w1]
    best = scores.index(min(scores))
    return best, mean([v for v, t in zip(w1[best], tuning) if not t])


def nan_to_num(w1, tuning):
    w1 = np.nan_to_num(w1, nan=np.inf)
    best = np.argmin(np.mean(w1.T[tuning], axis=0))
    return [int(best), np.mean(w1[best][np.logical_not(tuning)])]


def with_indices(w1, tuning):
    w1[np.isnan(w1)] = np.inf
    used, kept = np.flatnonzero(tuning), np.flatnonzero(~tuning)
    index = np.argmin(w1[:, used].sum(1))
    return index, w1[index, kept].mean()
