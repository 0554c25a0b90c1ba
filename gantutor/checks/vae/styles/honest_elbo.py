import numpy as np
import torch
from scipy.stats import norm
from torch.distributions import Normal, kl_divergence


def by_distributions(x, weights, centre, std, mean, logvar, noise):
    x, weights, centre, mean, logvar, noise = (
        torch.as_tensor(np.array(a)) for a in (x, weights, centre, mean, logvar, noise)
    )
    q = Normal(mean, torch.exp(0.5 * logvar))
    z = q.loc + q.scale * noise
    p = Normal(z @ weights.T + centre, float(std))
    return (p.log_prob(x).sum(1) - kl_divergence(q, Normal(0.0, 1.0)).sum(1)).numpy()


def sample_by_sample(x, weights, centre, std, mean, logvar, noise):
    found = []
    for one, m, v, e in zip(x, mean, logvar, noise, strict=True):
        decoded = weights @ (m + np.sqrt(np.exp(v)) * e) + centre
        kl = np.sum(m * m + np.expm1(v) - v) / 2
        found.append(norm.logpdf(one, decoded, std).sum() - kl)
    return np.array(found)


def with_einsum(x, weights, centre, std, mean, logvar, noise):
    z = noise * np.exp(logvar / 2) + mean
    left = (x - centre - np.einsum("dk,nk->nd", weights, z)) / std
    each = -0.5 * left**2 - np.log(std) - 0.5 * np.log(2 * np.pi)
    return each.sum(-1) + 0.5 * (1 + logvar - mean**2 - np.exp(logvar)).sum(-1)
