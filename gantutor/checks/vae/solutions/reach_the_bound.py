import math

import torch


def reach_the_bound(x):
    """A trained linear VAE: weights, centre, std, mean and logvar."""
    rng = torch.Generator().manual_seed(0)
    encoder, decoder = torch.nn.Linear(4, 4), torch.nn.Linear(2, 4)
    log_std = torch.zeros((), requires_grad=True)
    parameters = [*encoder.parameters(), *decoder.parameters(), log_std]
    optimiser = torch.optim.Adam(parameters, lr=0.05)
    steps = 800
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1, 0, steps)
    for _ in range(steps):
        mean, logvar = encoder(x).chunk(2, dim=1)
        noise = torch.randn(mean.shape, generator=rng)
        left = x - decoder(mean + torch.exp(0.5 * logvar) * noise)
        errors = (left / log_std.exp()).square() + math.log(2 * math.pi)
        likelihood = -0.5 * errors.sum(1) - 4 * log_std
        kl = 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1)
        optimiser.zero_grad()
        (kl - likelihood).mean().backward()
        optimiser.step()
        schedule.step()
    with torch.no_grad():
        mean, logvar = encoder(x).chunk(2, dim=1)
        weights, centre = decoder.weight, decoder.bias
        return weights, centre, log_std.exp(), mean, logvar
