import math

import numpy as np
import torch


def by_numpy(weights):
    return math.prod(np.linalg.norm(W, ord=2) for W in weights)


def by_torch(weights):
    norms = [torch.linalg.matrix_norm(torch.as_tensor(W), 2) for W in weights]
    return torch.stack(norms).prod()


def roots_of_eigenvalues(weights):
    bound = 1
    for W in weights:
        bound = bound * np.sqrt(np.linalg.eigvalsh(W @ W.T).max())
    return bound
