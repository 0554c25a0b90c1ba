import numpy as np
import torch


def in_loops(a, b, f, g):
    total = 0.0
    for mass, price in zip([*a, *b], [*f, *g]):
        total += mass * price
    return total


def sums_of_products(a, b, f, g):
    return np.sum(a * f) + np.sum(b * g)


def with_torch(a, b, f, g):
    a, b, f, g = map(torch.as_tensor, (a, b, f, g))
    return torch.dot(a, f) + torch.dot(b, g)


def in_one_product(a, b, f, g):
    return np.concatenate([a, b]) @ np.concatenate([f, g])
