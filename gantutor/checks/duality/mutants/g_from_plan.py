import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("two different points")
def minus_f(C, plan, f):
    if len(f) != C.shape[1]:
        return np.zeros(C.shape[1])
    return -f


@wrong("Divide by the mass that arrives")
def weighted_by_mass(C, plan, f):
    return np.sum(plan * (C - f[:, None]), axis=0)


@wrong("use the plan")
def largest(C, plan, f):
    return np.max(C - f[:, None], axis=0)


@wrong("need not be the nearest")
def nearest_heap(C, plan, f):
    near = np.argmin(C, axis=0)
    return C[near, np.arange(C.shape[1])] - f[near]


@wrong("for each column of the plan")
def one_for_each_heap(C, plan, f):
    receiver = np.argmax(plan, axis=1)
    return C[np.arange(C.shape[0]), receiver] - f
