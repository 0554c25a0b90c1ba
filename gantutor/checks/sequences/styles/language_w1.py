import numpy as np
import ot
from scipy.optimize import linprog
from scipy.spatial.distance import cdist


def by_cdist(x, p, y, q):
    return ot.emd2(p, q, cdist(x, y, "hamming") * x.shape[1])


def by_the_plan(x, p, y, q):
    cost = np.array([[sum(s != t for s, t in zip(a, b, strict=True)) for b in y] for a in x])
    plan = ot.emd(p, q, cost.astype(float))
    return float((plan * cost).sum())


def by_linprog(x, p, y, q):
    """The program itself: the rows of a plan add up to p, its columns to q."""
    cost = sum((x[:, None, t] != y[None, :, t]).astype(float) for t in range(x.shape[1]))
    n, m = cost.shape
    rows, columns = np.kron(np.eye(n), np.ones(m)), np.kron(np.ones(n), np.eye(m))
    # One equation follows from the others.
    A, b = np.vstack([rows, columns[:-1]]), np.concatenate([p, q[:-1]])
    return linprog(cost.ravel(), A_eq=A, b_eq=b).fun
