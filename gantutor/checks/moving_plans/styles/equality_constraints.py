import numpy as np
import torch


def entry_by_entry(n, m):
    A = [[0] * (n * m) for _ in range(n + m)]
    for i in range(n):
        for j in range(m):
            A[i][i * m + j] = A[n + j][i * m + j] = 1
    return A


def from_plans_with_one_move(n, m):
    plans = np.eye(n * m).reshape(-1, n, m)
    return np.concatenate([plans.sum(axis=2), plans.sum(axis=1)], axis=1).T


def repeated_and_tiled(n, m):
    rows = torch.eye(n).repeat_interleave(m, dim=1)
    return torch.cat([rows, torch.eye(m).repeat(1, n)]).numpy()
