import torch


def with_einsum(gradient):
    rows = gradient.reshape(len(gradient), -1)
    return torch.einsum("ni,ni->n", rows, rows).sqrt()


def one_by_one(gradient):
    return torch.stack([sample.norm() for sample in gradient])


def over_all_other_axes(gradient):
    return gradient.square().sum(dim=tuple(range(1, gradient.dim()))).sqrt()


def with_linalg(gradient):
    return torch.linalg.vector_norm(gradient.view(gradient.shape[0], -1), ord=2, dim=-1)
