import torch
from torch.distributions import Independent, Normal, kl_divergence
from torch.nn.functional import softplus


def all_sums(encoder, decoder, optimiser, x, noise):
    mean, logvar = torch.tensor_split(encoder(x), 2, dim=1)
    logits = decoder(mean + logvar.exp().sqrt() * noise)
    log_likelihood = (x * logits - softplus(logits)).sum()
    kl = -0.5 * (1 + logvar - mean**2 - logvar.exp()).sum()
    bound = (log_likelihood - kl) / len(x)
    optimiser.zero_grad()
    (-bound).backward()
    optimiser.step()
    return float(bound)


def by_torch_s_laws(encoder, decoder, optimiser, x, noise):
    mean, logvar = encoder(x).chunk(2, dim=-1)
    std = torch.exp(logvar / 2)
    q = Independent(Normal(mean, std), 1)
    prior = Independent(Normal(torch.zeros_like(mean), torch.ones_like(std)), 1)
    logits = decoder(mean + std * noise)
    log_p = (x * logits - softplus(logits)).sum(-1)
    bound = (log_p - kl_divergence(q, prior)).mean()
    optimiser.zero_grad()
    bound.neg().backward()
    optimiser.step()
    return bound.item()
