import numpy as np
import torch
from torch import nn
from torch.nn.functional import conv2d, conv_transpose2d, unfold


def column_by_column(kernel, size):
    columns = []
    for place in np.ndindex(kernel.shape[1], *size):
        image = torch.zeros(1, kernel.shape[1], *size, dtype=kernel.dtype)
        image[0][place] = 1
        columns.append(conv2d(image, kernel, padding=1).flatten())
    return torch.linalg.matrix_norm(torch.stack(columns, dim=1), 2)


def by_hand(kernel, size):
    out, inputs = kernel.shape[:2]
    height, width = size
    matrix = np.zeros((out, height, width, inputs, height, width))
    for i, j, k, m in np.ndindex(height, width, 3, 3):
        a, b = i + k - 1, j + m - 1
        if 0 <= a < height and 0 <= b < width:
            matrix[:, i, j, :, a, b] += kernel[:, :, k, m].numpy()
    return np.linalg.norm(matrix.reshape(out * height * width, -1), 2)


def eigenvalue_of_the_square(kernel, size):
    ones = torch.eye(kernel.shape[1] * size[0] * size[1], dtype=torch.float64)
    images = ones.reshape(-1, kernel.shape[1], *size)
    back = conv_transpose2d(conv2d(images, kernel, padding=1), kernel, padding=1)
    return torch.linalg.eigvalsh(back.flatten(1)).max().sqrt().item()


def by_patches(kernel, size):
    images = torch.eye(kernel[0, :, 0, 0].numel() * size[0] * size[1]).double()
    patches = unfold(images.view(-1, kernel.shape[1], *size), 3, padding=1)
    return float(torch.linalg.svdvals((kernel.flatten(1) @ patches).flatten(1)).max())


def with_a_layer(kernel, size):
    layer = nn.Conv2d(kernel.shape[1], kernel.shape[0], 3, padding=1, bias=False).double()
    layer.weight.data = kernel
    n = kernel.shape[1] * size[0] * size[1]
    with torch.no_grad():
        matrix = layer(torch.eye(n).double().view(n, kernel.shape[1], *size)).reshape(n, -1)
    return matrix.svd().S[0]
