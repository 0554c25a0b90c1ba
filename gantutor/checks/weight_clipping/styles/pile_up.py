import numpy as np
import torch


def counted(layers, c):
    at_the_edge = total = 0
    for w in layers:
        for value in np.nditer(w):
            total += 1
            at_the_edge += abs(value) >= 0.99 * c
    return at_the_edge / total


def sums_of_layers(layers, c):
    near = sum(int((np.abs(w) / c >= 0.99).sum()) for w in layers)
    return near / sum(w.size for w in layers)


def with_torch(layers, c):
    weights = torch.cat([torch.as_tensor(w).flatten() for w in layers])
    return ((weights >= 0.99 * c) | (weights <= -0.99 * c)).double().mean()


def within_one_percent(layers, c):
    weights = np.hstack([np.ravel(w) for w in layers])
    return 1 - np.count_nonzero(c - np.abs(weights) > 0.01 * c) / len(weights)
