import torch


def learn_codes(encoder, decoder, optimiser, x, noise, std):
    """A step of an autoencoder; return the codes, for the map."""
    mean, logvar = encoder(x).chunk(2, dim=1)
    z = mean + torch.exp(0.5 * logvar) * noise
    errors = (x - decoder(z)).square().sum(dim=1) / (2 * std**2)
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).sum(dim=1)
    optimiser.zero_grad()
    (errors + kl).mean().backward()
    optimiser.step()
    return z.detach()
