import torch


def by_svd(kernel):
    sigma = torch.linalg.svdvals(kernel.reshape(len(kernel), -1))[0]
    return kernel / (9**0.5 * sigma)


def by_the_eigenvalues(kernel):
    rows = kernel.flatten(1)
    return kernel / 3 / torch.linalg.eigvalsh(rows @ rows.T)[-1].sqrt()


def sum_of_the_norms_of_nine_matrices(kernel):
    return kernel / sum(torch.linalg.matrix_norm(m, 2) for m in kernel.flatten(2).unbind(2))
