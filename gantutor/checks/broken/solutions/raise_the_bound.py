import torch
from torch.nn import functional as F


def raise_the_bound(encoder, decoder, optimiser, x, noise):
    """A step of both networks; return the bound, for the log."""
    mean, logvar = encoder(x).chunk(2, dim=1)
    logits = decoder(mean + torch.exp(0.5 * logvar) * noise)
    errors = (F.softplus(logits) - x * logits).sum(dim=1)
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).sum(dim=1)
    loss = errors.mean() + kl.mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return -loss.item()
