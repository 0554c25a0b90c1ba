import numpy as np
import torch
from scipy import linalg


def by_singular_values(mean_x, cov_x, mean_y, cov_y):
    def half(matrix):  # half @ half.T is the matrix
        values, vectors = np.linalg.eigh(matrix)
        return vectors * np.maximum(values, 0) ** 0.5

    overlap = np.linalg.norm(half(cov_x).T @ half(cov_y), "nuc")
    return np.sum((mean_x - mean_y) ** 2) + (cov_x + cov_y).trace() - 2 * overlap


def with_sqrtm_of_the_symmetric_form(mean_x, cov_x, mean_y, cov_y):
    values, vectors = linalg.eigh(cov_x)
    root = vectors @ np.diag(np.sqrt(np.clip(values, 0, None))) @ vectors.T
    values = linalg.eigvalsh(root @ cov_y @ root)
    return float(
        np.linalg.norm(mean_x - mean_y) ** 2
        + np.trace(cov_x + cov_y)
        - 2 * sum(max(v, 0) ** 0.5 for v in values)
    )


def by_the_eigenvalues_of_the_product(mean_x, cov_x, mean_y, cov_y):
    values = np.linalg.eigvals(cov_x @ cov_y).real.clip(0)
    shift = mean_x - mean_y
    return shift @ shift + np.trace(cov_x + cov_y) - 2 * np.sqrt(values).sum()


def in_torch_from_the_other_side(mean_x, cov_x, mean_y, cov_y):
    a, b = torch.as_tensor(cov_x), torch.as_tensor(cov_y)
    values, vectors = torch.linalg.eigh(b)
    root = vectors @ torch.diag(values.relu().sqrt()) @ vectors.T
    trace = torch.linalg.eigvalsh(root @ a @ root).relu().sqrt().sum()
    shift = torch.as_tensor(mean_x - mean_y)
    return shift.square().sum() + a.trace() + b.trace() - 2 * trace
