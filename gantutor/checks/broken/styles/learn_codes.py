import torch
from torch.distributions import Normal, kl_divergence


def by_the_variance_s_root(encoder, decoder, optimiser, x, noise, std):
    mean, logvar = torch.tensor_split(encoder(x), 2, dim=1)
    variance = logvar.exp()
    z = mean + variance.sqrt() * noise
    kl = -0.5 * (1 + logvar - mean**2 - variance)
    loss = ((x - decoder(z)) / std).pow(2).sum() / 2 + kl.sum()
    optimiser.zero_grad(set_to_none=False)
    (loss / len(x)).backward()
    optimiser.step()
    return z.detach().clone()


def by_torch_s_laws(encoder, decoder, optimiser, x, noise, std):
    mean, logvar = encoder(x).chunk(2, dim=-1)
    q = Normal(mean, (logvar / 2).exp())
    z = q.loc + q.scale * noise
    constant = Normal(x, std).log_prob(x).sum(-1)
    errors = constant - Normal(decoder(z), std).log_prob(x).sum(-1)
    kl = kl_divergence(q, Normal(torch.zeros_like(mean), 1.0)).sum(-1)
    optimiser.zero_grad()
    errors.mean().backward(retain_graph=True)
    kl.mean().backward()
    optimiser.step()
    return z.data
