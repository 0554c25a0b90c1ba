import torch


def mixed_up(mean, s):
    """What is charged for each code, and what it costs; (n,) each."""
    charged = 0.5 * (mean**2 + torch.exp(s) - 1 - s).sum(1)  # s taken for log σ²
    truth = 0.5 * (mean**2 + torch.exp(2 * s) - 1 - 2 * s).sum(1)  # log σ² is 2s
    return charged, truth
