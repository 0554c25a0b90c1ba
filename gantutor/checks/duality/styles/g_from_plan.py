import numpy as np


def first_heap_that_sends(C, plan, f):
    g = np.zeros(C.shape[1])
    for j in range(C.shape[1]):
        i = next(i for i in range(len(f)) if plan[i, j] > 1e-12)
        g[j] = C[i, j] - f[i]
    return g


def mean_over_the_senders(C, plan, f):
    return (plan * (C - f[:, None])).sum(axis=0) / plan.sum(axis=0)


def least_where_mass_moves(C, plan, f):
    return np.where(plan > 1e-12, C - f[:, None], np.inf).min(axis=0)


def by_the_c_transform(C, plan, f):
    return list((C.T - f).min(axis=1))
