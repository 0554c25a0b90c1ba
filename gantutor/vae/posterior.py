"""What the encoder says of a sample's code: q(z|x) = N(mean, diag exp(logvar))."""

import torch
from jaxtyping import Float
from torch import Tensor


def reparameterise(
    mean: Float[Tensor, "*batch latent"],
    logvar: Float[Tensor, "*batch latent"],
    noise: Float[Tensor, "*batch latent"],
) -> Float[Tensor, "*batch latent"]:
    """Return z = mean + σ · noise, where σ = exp(½ logvar): a draw of q if the noise is N(0, I).

    The noise does not depend on the encoder, so z has a derivative by mean and logvar.
    Source: Kingma & Welling 2014, section 2.4.
    """
    return mean + torch.exp(0.5 * logvar) * noise


def gaussian_kl(
    mean: Float[Tensor, "*batch latent"], logvar: Float[Tensor, "*batch latent"]
) -> Float[Tensor, "*batch"]:
    """Return KL(N(mean, diag σ²)‖N(0, I)) = ½ Σ (mean² + σ² − 1 − log σ²), at least 0.

    In nats, summed over the latent dimensions. Source: Kingma & Welling 2014, appendix B.
    """
    # σ² − 1 by expm1: near σ = 1, where unused dimensions end, the difference would be rounding.
    return 0.5 * (mean.square() + torch.expm1(logvar) - logvar).sum(-1)
