"""The two networks and the deviation σ as one module: what a step trains together."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor, nn

from gantutor.vae.config import Config
from gantutor.vae.likelihoods import bernoulli_log_likelihood, gaussian_log_likelihood
from gantutor.vae.posterior import gaussian_kl, reparameterise


class Terms(NamedTuple):
    """The two terms of the bound for each sample, in nats: log p(x|z) at one z, and the KL."""

    log_likelihood: Float[Tensor, "seeds batch"]
    kl: Float[Tensor, "seeds batch"]


class BatchedVAE(nn.Module):
    """S variational autoencoders of one shape; each parameter leads with the seeds' axis.

    ``log_std`` is log σ of the gaussian likelihood, (S, 1, 1): a parameter where it is learned,
    else a buffer; the bernoulli likelihood has none.
    """

    log_std: Tensor | None

    def __init__(self, config: Config, seeds: Sequence[int], device: torch.device) -> None:
        super().__init__()
        self.config = config
        self.encoder = config.encoder.build(seeds, device, role=0)
        self.decoder = config.decoder.build(seeds, device, role=1)
        start = torch.full((len(seeds), 1, 1), log(config.std or 1.0), device=device)
        if config.learns_std:
            self.log_std = nn.Parameter(start)
        else:
            self.register_buffer("log_std", None if config.likelihood == "bernoulli" else start)

    def forward(
        self, x: Float[Tensor, "seeds batch dim"], noise: Float[Tensor, "seeds batch latent"]
    ) -> Terms:
        """Return both terms of each sample's bound, at the code that the noise picks."""
        mean, logvar = self.encode(x)
        z = reparameterise(mean, logvar, noise)
        return Terms(self.log_likelihood(x, z), gaussian_kl(mean, logvar))

    def encode(self, x: Float[Tensor, "seeds batch dim"]) -> tuple[Tensor, Tensor]:
        """Return mean and logvar of q(z|x), each (S, B, latent)."""
        mean, logvar = self.encoder(x).chunk(2, dim=-1)
        return mean, logvar

    def log_likelihood(
        self, x: Float[Tensor, "seeds batch dim"], z: Float[Tensor, "seeds batch latent"]
    ) -> Float[Tensor, "seeds batch"]:
        """Return log p(x|z) of each sample, in nats."""
        decoded = self.decoder(z)
        if self.log_std is None:
            return bernoulli_log_likelihood(x, decoded)
        return gaussian_log_likelihood(x, decoded, self.log_std.exp())

    def decode(self, z: Float[Tensor, "seeds batch latent"]) -> Float[Tensor, "seeds batch dim"]:
        """Return the mean of p(x|z): of a Bernoulli law, its probabilities."""
        decoded = self.decoder(z)
        return torch.sigmoid(decoded) if self.log_std is None else decoded

    def redraw(self, keys: Int64[Tensor, "networks seeds"]) -> None:
        """Draw the dropout masks of encoder and decoder from these keys; most have none."""
        self.encoder.redraw(keys[0])
        self.decoder.redraw(keys[1])
