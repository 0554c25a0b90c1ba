import numpy as np

from gantutor.checks.engine.assertions import wrong


def vectors(W, u, iterations):
    for _ in range(iterations):
        v = W.T @ u
        v = v / np.linalg.norm(v)
        u = W @ v
        u = u / np.linalg.norm(u)
    return u, v


@wrong("both vectors of length 1")
def squared(W, u, iterations):
    u, v = vectors(W, u, iterations)
    return (u @ W @ v) ** 2


@wrong("do as many as are asked for")
def exact_by_svd(W, u, iterations):
    return np.linalg.svd(W)[1][0] if iterations > 1 else np.linalg.svd(W)[1][0] * (1 - 1e-4)


@wrong("Do not go on")
def always_the_norm(W, u, iterations):
    return np.linalg.norm(W, 2)


@wrong("root of the sum of all squares")
def frobenius(W, u, iterations):
    return np.linalg.norm(W)


@wrong("both vectors of length 1")
def v_not_scaled(W, u, iterations):
    for _ in range(iterations):
        v = W.T @ u
        u = W @ v
        u = u / np.linalg.norm(u)
    return u @ W @ v


@wrong("begin with the u that is passed")
def own_start(W, u, iterations):
    start = u if len(u) == 2 else np.ones(len(u))
    u, v = vectors(W, start, iterations)
    return u @ W @ v


@wrong("The matrix need not be square")
def eigenvalue(W, u, iterations):
    if W.shape[0] != W.shape[1]:
        return float(np.linalg.eigvals(W[:, : W.shape[0]]).real.max())
    for _ in range(iterations):
        u = W @ u / np.linalg.norm(W @ u)
    return u @ W @ u


@wrong("not the largest entry")
def scaled_by_the_largest_entry(W, u, iterations):
    for _ in range(iterations):
        v = W.T @ u
        v = v / np.abs(v).max()
        u = W @ v
        u = u / np.abs(u).max()
    return u @ W @ v
