import numpy as np
import torch


def length_of_w_v(W, u, iterations):
    for _ in range(iterations):
        v = W.T @ u
        v = v / np.sqrt(v @ v)
        u = W @ v
    return np.linalg.norm(u)


def in_one_power(W, u, iterations):
    u = np.linalg.matrix_power(W @ W.T, iterations - 1) @ u
    v = u @ W
    return np.linalg.norm(W @ v) / np.linalg.norm(v)


def with_torch(W, u, iterations):
    W, u = torch.as_tensor(W), torch.as_tensor(u)
    for _ in range(iterations):
        v = torch.nn.functional.normalize(W.T @ u, dim=0)
        u = torch.nn.functional.normalize(W @ v, dim=0)
    return torch.dot(u, torch.mv(W, v))
