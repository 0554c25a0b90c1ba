import numpy as np


def two_mmds(x, y, width):
    """The biased and the unbiased estimate of MMD²; two numbers."""

    def kernel(a, b):
        squares = np.sum((a[:, None] - b[None]) ** 2, axis=-1)
        return np.exp(-squares / (2 * width**2))

    def without_diagonal(k):
        return (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))

    xx, yy, xy = kernel(x, x), kernel(y, y), kernel(x, y)
    biased = xx.mean() + yy.mean() - 2 * xy.mean()
    unbiased = without_diagonal(xx) + without_diagonal(yy) - 2 * xy.mean()
    return biased, unbiased
