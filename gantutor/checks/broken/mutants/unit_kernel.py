import torch

from gantutor.checks.engine.assertions import wrong


@wrong("an image of ones with a box of ones")
def as_found(kernel):
    """Return the kernel, (out, in, 3, 3), divided by its spectral norm."""
    matrix = kernel.flatten(1)
    return kernel / torch.linalg.matrix_norm(matrix, 2)


@wrong("an image of ones with a box of ones")
def frobenius(kernel):
    return kernel / kernel.norm()


@wrong("Several channels")
def sum_of_one_pair_of_channels(kernel):
    return kernel / kernel.abs().sum((2, 3)).max()


@wrong("Safe, but many times too small")
def sum_of_everything(kernel):
    return kernel / kernel.abs().sum()


@wrong("waves of every length")
def waves_of_length_four(kernel):
    waves = torch.fft.fft2(kernel, s=(4, 4)).permute(2, 3, 0, 1)
    return kernel / torch.linalg.matrix_norm(waves, 2).max()
