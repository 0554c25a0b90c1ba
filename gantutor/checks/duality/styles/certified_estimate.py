import numpy as np
import torch
from scipy.spatial.distance import cdist


def in_loops(fx, fy, x, y):
    points, values = np.vstack([x, y]), np.hstack([fx, fy])
    K = 0.0
    for i in range(len(points)):
        for j in range(i):
            distance = np.linalg.norm(points[i] - points[j])
            if distance > 0:
                K = max(K, abs(values[i] - values[j]) / distance)
    return (np.mean(fx) - np.mean(fy)) / K


def all_ordered_pairs(fx, fy, x, y):
    points, values = np.concatenate([x, y]), np.concatenate([fx, fy])
    run = cdist(points, points)
    run[run == 0] = np.inf
    K = np.max(np.abs(np.subtract.outer(values, values)) / run)
    return fx.mean() / K - fy.mean() / K


def with_torch(fx, fy, x, y):
    fx, fy, x, y = (torch.as_tensor(v) for v in (fx, fy, x, y))
    points, values = torch.cat([x, y]), torch.cat([fx, fy])
    slopes = torch.pdist(values[:, None]) / torch.pdist(points)
    return (fx.mean() - fy.mean()) / slopes[~slopes.isnan()].max()


def nan_left_out(fx, fy, x, y):
    points, values = np.r_[x, y], np.r_[fx, fy]
    i, j = np.triu_indices(len(points), 1)
    with np.errstate(invalid="ignore"):
        slopes = np.abs(values[i] - values[j]) / np.linalg.norm(points[i] - points[j], axis=1)
    return (fx.mean() - fy.mean()) / np.nanmax(slopes)
