"""Data that a likelihood can speak of."""

from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.training.samples import samples
from gantutor.vae.config import Config


def checked(what: str, x: ArrayLike | Tensor, config: Config, seeds: int) -> Tensor:
    """Return samples as a float32 tensor (N, d) or (S, N, d), after checking them.

    Besides what `gantutor.training.samples.samples` refuses, values outside [0, 1] raise
    ValueError under the bernoulli likelihood.
    """
    t = samples(what, x, config.encoder, seeds)
    outside = (t < 0) | (t > 1)
    if config.likelihood == "bernoulli" and outside.any():
        raise ValueError(
            f"{what} must lie in [0, 1] under the bernoulli likelihood, but {int(outside.sum())} "
            f"of {t.numel()} values do not: they go from {t.min():g} to {t.max():g}"
        )
    return t
