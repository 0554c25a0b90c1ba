import torch
from torch.distributions import Normal, kl_divergence


def by_torch(mean, s):
    prior = Normal(0.0, 1.0)
    believed, true = Normal(mean, (s / 2).exp()), Normal(mean, s.exp())
    return tuple(kl_divergence(q, prior).sum(-1) for q in (believed, true))


def one_function_twice(mean, s):
    def cost(logvar):
        return -0.5 * torch.sum(1 + logvar - mean.pow(2) - logvar.exp(), dim=-1)

    return [cost(s), cost(2 * s)]


def by_their_difference(mean, s):
    charged = 0.5 * (mean**2 + torch.expm1(s) - s).sum(1)
    more = 0.5 * ((2 * s).exp() - s.exp() - s).sum(1)
    return charged, charged + more
