import torch
from torch.nn.functional import conv2d

from gantutor.checks.engine.assertions import wrong


def matrix(kernel, size, padding=1):
    entries = kernel.shape[1] * size[0] * size[1]
    ones = torch.eye(entries, dtype=kernel.dtype).view(entries, kernel.shape[1], *size)
    return conv2d(ones, kernel, padding=padding).flatten(1).T


@wrong("never sees that patches overlap")
def reshaped_kernel(kernel, size):
    return torch.linalg.svdvals(kernel.flatten(1))[0]


@wrong("The norm itself is below it")
def upper_bound(kernel, size):
    return 3 * torch.linalg.svdvals(kernel.flatten(1))[0]


@wrong("zeros around the image")
def on_a_circle(kernel, size):
    if size == (8, 8):
        return torch.linalg.svdvals(matrix(kernel, size))[0]
    transform = torch.fft.fft2(kernel, s=size).permute(2, 3, 0, 1)
    return torch.linalg.svdvals(transform).max()


@wrong("the norm is (1 + 2 cos(π/9))²")
def without_padding(kernel, size):
    return torch.linalg.svdvals(matrix(kernel, size, padding=0))[0]


@wrong("use the size that is passed")
def always_eight_by_eight(kernel, size):
    return torch.linalg.svdvals(matrix(kernel, (8, 8)))[0]


@wrong("Channels are part of the matrix")
def first_channel_only(kernel, size):
    return torch.linalg.svdvals(matrix(kernel[:1, :1], size))[0]


@wrong("the norm is (1 + 2 cos(π/9))²")
def frobenius_of_the_matrix(kernel, size):
    return matrix(kernel, size).norm()
