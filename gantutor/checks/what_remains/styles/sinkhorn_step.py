import numpy as np
import torch
from scipy.special import logsumexp


def with_weights_of_logsumexp(f, C, a, b, epsilon):
    g = -epsilon * logsumexp((f[:, None] - C) / epsilon, axis=0, b=a[:, None])
    return -epsilon * logsumexp((g - C) / epsilon, axis=1, b=b), g


def by_torch(f, C, a, b, epsilon):
    f, C, a, b = (torch.as_tensor(v) for v in (f, C, a, b))
    g = -epsilon * torch.logsumexp((f - C.T) / epsilon + a.log(), dim=1)
    return -epsilon * torch.logsumexp((g - C) / epsilon + b.log(), dim=1), g


def least_first(f, C, a, b, epsilon):
    """A soft minimum by hand: the least is taken out, the rest is a logarithm of at most 1."""

    def soft_least(costs, weights):
        found = []
        for row in costs:
            least = row.min()
            found.append(
                least - epsilon * np.log(np.sum(weights * np.exp((least - row) / epsilon)))
            )
        return np.array(found)

    g = soft_least((C - f[:, None]).T, a)
    return soft_least(C - g, b), g
