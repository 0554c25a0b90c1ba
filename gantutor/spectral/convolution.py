"""A convolution is a matrix too, and its norm is not that of the reshaped kernel.

A kernel K (out, in, kh, kw) acts on images (in, height, width) as ``torch.conv2d`` does. The
padding is kh//2 and kw//2 on each side, with "zeros" or "circular": with stride 1 and odd kernels
the image keeps its size. All functions compute in the kernel's dtype.
"""

from collections.abc import Sequence
from math import ceil, sqrt

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional as F

from gantutor.names import known
from gantutor.spectral.power import fixed_start, spectral_norm, unit

PADDINGS: tuple[str, ...] = ("zeros", "circular")
Kernel = Float[Tensor, "outer inner kh kw"]


def conv_matrix(
    K: Kernel, size: Sequence[int], padding: str = "zeros", stride: int = 1
) -> Float[Tensor, "out_entries in_entries"]:
    """Return the matrix of a convolution on images of ``size`` = (height, width).

    Column j is what the convolution makes of the image that is 1 in entry j and 0 elsewhere, both
    flattened. It has (in · height · width) columns: for small images.
    ValueError for an unknown padding, an image smaller than the kernel, or a stride below 1.
    """
    _fits(K, size, padding, stride)
    entries = K.shape[1] * size[0] * size[1]
    ones = torch.eye(entries, dtype=K.dtype, device=K.device).view(entries, K.shape[1], *size)
    return apply(K, ones, padding, stride).flatten(1).T


def conv_norm(
    K: Kernel, size: Sequence[int], padding: str = "zeros", stride: int = 1
) -> Float[Tensor, ""]:
    """Return the operator norm of a convolution, by the SVD of its matrix. Errors as there."""
    return spectral_norm(conv_matrix(K, size, padding, stride))


def conv_norm_power(
    K: Kernel,
    size: Sequence[int],
    padding: str = "zeros",
    stride: int = 1,
    iterations: int = 100,
) -> Float[Tensor, ""]:
    """Approach the operator norm from below by power iteration, without writing the matrix down.

    Wv is a convolution, Wᵀu a transposed one. ValueError as for `conv_matrix`, and for fewer than
    one iteration. Source: Gouk et al. 2021.
    """
    _fits(K, size, padding, stride)
    if iterations < 1:
        raise ValueError(f"iterations must be at least 1, got {iterations}")
    with torch.no_grad():
        shape = (1, K.shape[1], *size)
        entries = K.new_empty(K.shape[1] * size[0] * size[1], 1)
        v = fixed_start(entries).view(shape)
        for _ in range(iterations):
            u = unit(apply(K, v, padding, stride).flatten())
            back = adjoint(K, u, size, padding, stride)
            v = unit(back.flatten()).view(shape)
        return torch.linalg.vector_norm(apply(K, v, padding, stride))


def conv_norm_fft(K: Kernel, size: Sequence[int]) -> Float[Tensor, ""]:
    """Return the exact operator norm for circular padding and stride 1, by Fourier transform.

    A circular convolution acts on each frequency alone, as the (out, in) matrix of the kernel's
    transform there: the norm is the largest of these small norms.
    ValueError for an image smaller than the kernel.
    Source: Sedghi, Gupta & Long 2019, theorem 6.
    """
    _fits(K, size, "circular", 1)
    transform = torch.fft.fft2(K, s=tuple(size))  # (out, in, height, width)
    return torch.linalg.svdvals(transform.permute(2, 3, 0, 1)).max()


def kernel_norm(K: Kernel) -> Float[Tensor, ""]:
    """Return the norm of the kernel reshaped to the matrix (out, in · kh · kw).

    What spectral normalisation divides a convolution by, as published and in PyTorch. The
    operator's norm is at least that, wherever a whole patch of the image is seen, and at most
    `kernel_bound`. Source: Miyato et al. 2018, section 4.
    """
    return spectral_norm(K.flatten(1))


def kernel_bound(K: Kernel, stride: int = 1) -> Float[Tensor, ""]:
    """Return kernel_norm · √(⌈kh/stride⌉ · ⌈kw/stride⌉), which the operator's norm cannot exceed.

    At each place the output is the reshaped kernel times a patch, and no pixel is in more than
    that many patches. ValueError for a stride below 1. Source: Tsuzuku, Sato & Sugiyama 2018.
    """
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    kh, kw = K.shape[2:]
    return kernel_norm(K) * sqrt(ceil(kh / stride) * ceil(kw / stride))


def apply(
    K: Kernel, images: Float[Tensor, "n inner h w"], padding: str = "zeros", stride: int = 1
) -> Float[Tensor, "n outer h2 w2"]:
    """Convolve images."""
    kh, kw = K.shape[2:]
    sides = (kw // 2, kw // 2, kh // 2, kh // 2)
    padded = F.pad(images, sides, mode="constant" if padding == "zeros" else "circular")
    return F.conv2d(padded, K, stride=stride)


def adjoint(
    K: Kernel, u: Tensor, size: Sequence[int], padding: str = "zeros", stride: int = 1
) -> Float[Tensor, "1 inner h w"]:
    """Return the transpose of `apply` at u, flat or of the output's shape, for one image."""
    (kh, kw), (height, width) = K.shape[2:], size
    top, left = kh // 2, kw // 2
    tall, wide = height + 2 * top, width + 2 * left
    out = [(n - k) // stride + 1 for n, k in ((tall, kh), (wide, kw))]
    # What a stride leaves out at the far edge comes back as zeros.
    rest = [(n - k) % stride for n, k in ((tall, kh), (wide, kw))]
    padded = F.conv_transpose2d(u.view(1, K.shape[0], *out), K, stride=stride, output_padding=rest)
    if padding == "zeros":
        return padded[..., top : top + height, left : left + width]
    # What was copied to the border is added where it came from.
    rows = torch.arange(tall, device=K.device).sub(top).remainder(height)
    columns = torch.arange(wide, device=K.device).sub(left).remainder(width)
    folded = padded.new_zeros(*padded.shape[:2], height, wide).index_add_(2, rows, padded)
    return padded.new_zeros(*folded.shape[:3], width).index_add_(3, columns, folded)


def _fits(K: Tensor, size: Sequence[int], padding: str, stride: int) -> None:
    known("padding", padding, PADDINGS)
    if len(size) != 2 or size[0] < K.shape[2] or size[1] < K.shape[3]:
        raise ValueError(
            f"an image must be (height, width) and no smaller than the kernel's "
            f"{tuple(K.shape[2:])}, got {tuple(size)}"
        )
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
