import torch


def pair_loss(fx, fy, x, y, weight):
    """The critic's loss over the pairs (x[i], y[i]); a scalar tensor."""
    margin = (x - y).norm(dim=1)
    return fx.mean() + weight * torch.relu(margin + fx - fy).mean()
