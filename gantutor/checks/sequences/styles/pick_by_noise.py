import numpy as np


def by_uniforms(logits, rng, n):
    u = rng.random((n, len(logits)))
    return np.argmax(logits - np.log(-np.log(u)), axis=1)


def one_by_one(logits, rng, n):
    return [int(np.argmax(logits + rng.gumbel(size=len(logits)))) for _ in range(n)]


def first_to_ring(logits, rng, n):
    """Exponential clocks: minus the logarithm of one is Gumbel."""
    clocks = rng.exponential(size=(n, len(logits))) / np.exp(logits)
    return clocks.argmin(axis=1)
