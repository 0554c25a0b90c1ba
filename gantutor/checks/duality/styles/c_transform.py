import numpy as np
import torch


def in_loops(C, g):
    f, back = np.full(C.shape[0], np.inf), np.full(C.shape[1], np.inf)
    for i in range(C.shape[0]):
        for j in range(C.shape[1]):
            f[i] = min(f[i], C[i, j] - g[j])
    for i in range(C.shape[0]):
        for j in range(C.shape[1]):
            back[j] = min(back[j], C[i, j] - f[i])
    return f, back


def lists(C, g):
    f = np.array([min(row - g) for row in C])
    return f, [min(column - f) for column in C.T]


def minus_a_maximum(C, g):
    f = -np.amax(g[None, :] - C, axis=-1)
    return f, (C.T - f).min(axis=1)


def with_torch(C, g):
    C, g = torch.as_tensor(C), torch.as_tensor(g)
    f = (C - g).amin(dim=1)
    return f, (C - f.unsqueeze(1)).amin(dim=0)
