import math

import numpy as np
import torch
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr, xlogy
from scipy.stats import entropy


def in_a_loop(p, q):
    total = 0.0
    for a, b in zip(p, q):
        m = (a + b) / 2
        if a > 0:
            total += a * math.log(a / m) / 2
        if b > 0:
            total += b * math.log(b / m) / 2
    return total


def from_entropies(p, q):
    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


def with_xlogy(p, q):
    m = (p + q) / 2
    return 0.5 * np.sum(xlogy(p, p) - xlogy(p, m) + xlogy(q, q) - xlogy(q, m))


def with_rel_entr(p, q):
    m = np.mean([p, q], axis=0)
    return float(rel_entr(np.stack([p, q]), m).sum() / 2)


def by_scipy(p, q):
    return jensenshannon(p, q) ** 2


def with_torch(p, q):
    p, q = torch.as_tensor(p), torch.as_tensor(q)
    m = (p + q) / 2
    return (torch.xlogy(p, p / m).nan_to_num() + torch.xlogy(q, q / m).nan_to_num()).sum() / 2
