import torch
from torch.nn.functional import mse_loss


def by_mse(fx, fy):
    critic = 0.5 * mse_loss(fx, torch.ones_like(fx)) + 0.5 * mse_loss(fy, torch.zeros_like(fy))
    return critic, 0.5 * mse_loss(fy, torch.ones_like(fy))


def expanded(fx, fy):
    critic = 0.5 * (fx.square().mean() - 2 * fx.mean() + 1 + fy.square().mean())
    return [critic, 0.5 * (fy.square().mean() - 2 * fy.mean() + 1)]


def one_by_one(fx, fy):
    real = sum((f - 1) ** 2 for f in fx) / (2 * len(fx))
    fake = sum(f**2 for f in fy) / (2 * len(fy))
    return real + fake, sum((1 - f) ** 2 for f in fy) / (2 * len(fy))


def stacked(fx, fy):
    n, m = len(fx), len(fy)
    critic = torch.sum((fx - 1).pow(2)) / (2 * n) + fy.dot(fy) / (2 * m)
    return torch.stack([critic, (fy - 1).dot(fy - 1) / (2 * m)])
