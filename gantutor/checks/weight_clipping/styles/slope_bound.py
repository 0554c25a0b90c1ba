import math

import numpy as np
import torch


def by_logarithms(widths, c):
    logs = [math.log(c) + (math.log(a) + math.log(b)) / 2 for a, b in zip(widths, widths[1:])]
    return math.exp(sum(logs))


def in_closed_form(widths, c):
    inner = np.prod([float(w) for w in widths[1:-1]])
    return c ** (len(widths) - 1) * inner * np.sqrt(widths[0] * widths[-1])


def norms_of_full_matrices(widths, c):
    bound = torch.ones((), dtype=torch.float64)
    for a, b in zip(widths[:-1], widths[1:]):
        bound = bound * torch.full((b, a), c, dtype=torch.float64).norm()
    return bound
