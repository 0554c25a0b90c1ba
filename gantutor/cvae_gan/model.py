"""Encoder and decoder as one module, and what all four networks make of a batch."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.cvae_gan.config import Config
from gantutor.nets import Network
from gantutor.vae.posterior import reparameterise


class Batch(NamedTuple):
    """Real samples with their labels, one-hot, and what encoder and decoder make of them.

    ``mean`` and ``logvar`` are of q(z|x, c). The reconstruction x_f and the prior sample x_p of a
    row have the row's label.
    """

    x: Float[Tensor, "seeds batch dim"]
    label: Float[Tensor, "seeds batch classes"]
    mean: Float[Tensor, "seeds batch latent"]
    logvar: Float[Tensor, "seeds batch latent"]
    reconstruction: Float[Tensor, "seeds batch dim"]
    prior: Float[Tensor, "seeds batch dim"]


class Seen(NamedTuple):
    """What a classifier or a discriminator gets out of samples: its features, and its output."""

    features: Float[Tensor, "seeds batch width"]
    output: Float[Tensor, "seeds batch outputs"]


class BatchedCVAE(nn.Module):
    """S encoders and S decoders, each of which is told the label; parameters lead with the seeds.

    They are trained in one step: of the terms of their loss, each reaches exactly those weights
    that are to learn from it. The KL term depends on the encoder alone, whatever is said of prior
    samples on the decoder alone, and what is said of reconstructions on both.
    """

    def __init__(self, config: Config, seeds: Sequence[int], device: torch.device) -> None:
        super().__init__()
        self.config = config
        self.encoder = config.encoder.build(seeds, device, role=0)
        self.decoder = config.decoder.build(seeds, device, role=1)

    def forward(self, x: Tensor, label: Tensor, noise: Tensor, prior: Tensor) -> Batch:
        """Reconstruct samples from the codes that the noise picks, and decode prior codes."""
        mean, logvar = self.encode(x, label)
        z = reparameterise(mean, logvar, noise)
        if self.config.decoder.mixes_batch:  # each kind has statistics of its own
            return Batch(x, label, mean, logvar, self.decode(z, label), self.decode(prior, label))
        both = torch.cat((z, prior), dim=1), torch.cat((label, label), dim=1)
        return Batch(x, label, mean, logvar, *self.decode(*both).chunk(2, dim=1))

    def encode(
        self,
        x: Float[Tensor, "seeds batch dim"],
        label: Float[Tensor, "seeds batch classes"],
    ) -> tuple[Tensor, Tensor]:
        """Return mean and logvar of q(z|x, c), each (S, B, latent)."""
        told = label.repeat_interleave(self.config.repeats, dim=-1)
        mean, logvar = self.encoder(torch.cat((x, told), dim=-1)).chunk(2, dim=-1)
        return mean, logvar

    def decode(
        self,
        z: Float[Tensor, "seeds batch latent"],
        label: Float[Tensor, "seeds batch classes"],
    ) -> Float[Tensor, "seeds batch dim"]:
        """Return the samples that belong to codes and labels."""
        return self.decoder(torch.cat((z, label), dim=-1))


def seen(network: Network, *samples: Tensor) -> list[Seen]:
    """Return what a network gets out of each set of samples, (S, B, d).

    One forward pass serves them all, unless it mixes its batch: then each set has statistics of
    its own.
    """
    if network.spec.mixes_batch:
        return [Seen(*network.with_features(one)) for one in samples]
    features, output = network.with_features(torch.cat(samples, dim=1))
    sizes = [one.shape[1] for one in samples]
    parts = zip(features.split(sizes, dim=1), output.split(sizes, dim=1), strict=True)
    return [Seen(*part) for part in parts]
