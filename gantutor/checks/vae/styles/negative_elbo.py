import torch
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence
from torch.nn import functional as F


def by_distributions(x, logits, mean, logvar):
    p = Independent(Bernoulli(logits=logits, validate_args=False), logits.dim() - 1)
    q = Normal(mean, (0.5 * logvar).exp())
    return (kl_divergence(q, Normal(0.0, 1.0)).sum(-1) - p.log_prob(x)).mean()


def by_softplus(x, logits, mean, logvar):
    likelihood = (x * logits - F.softplus(logits)).reshape(len(x), -1).sum(-1)
    kl = (mean.square() + torch.expm1(logvar) - logvar).sum(-1) / 2
    return torch.mean(kl - likelihood)


def sum_over_everything_by_n(x, logits, mean, logvar):
    errors = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    kl = -0.5 * torch.sum(1 + logvar - mean**2 - logvar.exp())
    return (errors + kl) / x.shape[0]
