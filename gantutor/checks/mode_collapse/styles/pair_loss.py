import torch


def pair_by_pair(fx, fy, x, y, weight):
    loss = 0
    for i in range(len(fx)):
        lack = torch.linalg.norm(x[i] - y[i]) + fx[i] - fy[i]
        loss = loss + fx[i] + weight * (lack if lack > 0 else 0 * lack)
    return loss / len(fx)


def with_clamp(fx, fy, x, y, weight):
    margin = (x - y).square().sum(-1).sqrt()
    return torch.mean(fx + weight * (fx + margin - fy).clamp(min=0))


def with_maximum(fx, fy, x, y, weight):
    margin = torch.nn.functional.pairwise_distance(x, y, eps=0.0)
    hinges = torch.maximum(margin + fx - fy, torch.zeros_like(fx))
    return fx.sum() / len(fx) + weight * hinges.sum() / len(fy)
