"""What the decoder says of a sample: log p(x|z), in nats, summed over the dimensions of x.

A sum, not a mean over pixels: the mean would weigh the KL term by the number of pixels.
"""

from math import log, pi

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import softplus

LIKELIHOODS: tuple[str, ...] = ("bernoulli", "gaussian")


def bernoulli_log_likelihood(
    x: Float[Tensor, "*batch dim"], logits: Float[Tensor, "*batch dim"]
) -> Float[Tensor, "*batch"]:
    """Return Σ x log p + (1 − x) log(1 − p) = Σ x · logit − softplus(logit), p = sigmoid(logit).

    For x in {0, 1} it is a log-probability, at most 0. Grey values between are accepted, as is
    usual, but then exp of it is no density: it does not integrate to 1 (Loaiza-Ganem & Cunningham
    2019). Source: Kingma & Welling 2014, appendix C.1.
    """
    return (x * logits - softplus(logits)).sum(-1)


def gaussian_log_likelihood(
    x: Float[Tensor, "*batch dim"],
    mean: Float[Tensor, "*batch dim"],
    std: Float[Tensor, "..."] | float,
) -> Float[Tensor, "*batch"]:
    """Return log N(x; mean, std² I) = −½ Σ ((x − mean)/std)² − d log std − ½ d log 2π.

    ``std`` is above 0: a number, or a tensor that broadcasts against x, such as (S, 1, 1).
    A log-density, so it may be above 0. Source: Kingma & Welling 2014, appendix C.2.
    """
    std = torch.as_tensor(std, dtype=x.dtype)
    return (-0.5 * ((x - mean) / std).square() - std.log() - 0.5 * log(2 * pi)).sum(-1)
