import numpy as np
import torch


def by_torch(size, kernel, stride):
    def ones(*shape):
        return torch.ones(1, 1, *shape)

    row = torch.nn.functional.conv_transpose1d(ones(size), ones(kernel), stride=stride)
    picture = torch.nn.functional.conv_transpose2d(
        ones(size, size), ones(kernel, kernel), stride=stride
    )
    return row[0, 0], picture[0, 0], not kernel % stride


def by_dividing(size, kernel, stride):
    at = np.arange((size - 1) * stride + kernel)
    first = np.maximum(0, -((kernel - 1 - at) // stride))  # the first window that reaches it
    last = np.minimum(size - 1, at // stride)
    row = np.maximum(last - first + 1, 0)
    return row.tolist(), (row[:, None] * row).tolist(), kernel / stride == kernel // stride


def by_spreading_and_convolving(size, kernel, stride):
    spread = np.zeros((size - 1) * stride + 1)
    spread[::stride] = 1
    row = np.convolve(spread, np.ones(kernel))
    rests = np.bincount(np.arange(kernel) % stride, minlength=stride)
    return row, row[None].T @ row[None], rests.min() == rests.max()
