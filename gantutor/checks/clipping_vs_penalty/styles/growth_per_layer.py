import numpy as np
import torch
from scipy.stats import gmean


def by_logarithms(norms):
    return np.exp(np.mean(np.log(norms[:-1]) - np.log(norms[1:]), axis=0))


def by_scipy(norms):
    return gmean(norms[:-1] / norms[1:], axis=0)


def with_torch(norms):
    norms = torch.as_tensor(norms)
    return torch.pow(norms[0] / norms[-1], 1 / (norms.shape[0] - 1))


def root_of_a_product(norms):
    factors = [a / b for a, b in zip(norms, norms[1:])]
    return np.prod(factors, axis=0) ** (1 / len(factors))
