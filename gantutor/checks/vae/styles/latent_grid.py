from itertools import product

import numpy as np
import torch
from scipy.stats import norm


def one_by_one(side, low, high):
    at = norm.ppf(np.linspace(low, high, side))
    return np.array([(a, b) for b in at[::-1] for a in at])


def by_product(side, low, high):
    at = norm.ppf(np.linspace(low, high, side)).tolist()
    return np.array([(a, b) for b, a in product(reversed(at), at)])


def by_torch(side, low, high):
    at = torch.special.ndtri(torch.linspace(low, high, side, dtype=torch.float64))
    b, a = torch.meshgrid(at.flip(0), at, indexing="ij")
    return torch.stack([a, b], dim=-1).reshape(-1, 2).numpy()


def repeat_and_tile(side, low, high):
    at = norm.isf(np.linspace(1 - low, 1 - high, side))
    return np.column_stack([np.tile(at, side), np.repeat(at[::-1], side)])
