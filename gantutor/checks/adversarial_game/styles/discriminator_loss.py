import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, logsigmoid, softplus


def cross_entropies(fx, fy):
    real = binary_cross_entropy_with_logits(fx, torch.ones_like(fx))
    return real + binary_cross_entropy_with_logits(fy, torch.zeros_like(fy))


def log_sigmoids(fx, fy):
    return -(logsigmoid(fx).mean() + logsigmoid(-fy).mean())


def one_by_one(fx, fy):
    loss = torch.zeros((), dtype=fx.dtype)
    for f in fx:
        loss = loss + softplus(-f) / len(fx)
    for f in fy:
        loss = loss + softplus(f) / len(fy)
    return loss


def with_a_module(fx, fy):
    loss = nn.BCEWithLogitsLoss()
    return loss(fx, torch.ones(len(fx), dtype=fx.dtype)) + loss(fy, fy.new_zeros(len(fy)))


def log_add_exp(fx, fy):
    zero = torch.zeros((), dtype=fx.dtype)
    return torch.logaddexp(zero, -fx).mean() + torch.logaddexp(zero, fy).mean()
