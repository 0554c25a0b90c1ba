"""A variational autoencoder as a frozen value: its networks, its likelihood, and how long."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import numpy as np

from gantutor.names import known
from gantutor.nets import Spec
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser
from gantutor.vae.likelihoods import LIKELIHOODS


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of a variational autoencoder; data and seeds come with ``start``.

    ``encoder``: the specification of a network from a sample to 2 · latent numbers, the means of
    its code and then the logarithms of their variances. ``decoder``: from latent numbers to a
    sample's. ``likelihood``: "bernoulli", where the decoder gives logits and the data lie in
    [0, 1]; or "gaussian", where it gives means and ``std`` is the deviation σ of each dimension,
    or None: then each seed learns one, from 1 on.
    ``beta``: the weight β ≥ 0 of the KL term, or one for each seed, so that a sweep is one run.
    Both terms are sums over dimensions, in nats for each sample; so β = 1 is the bound on log p(x),
    whatever the number of pixels.
    ``decay`` lowers the learning rate ``lr`` linearly to 0 over ``iterations``. ``betas`` are
    Adam's (RMSprop takes the second as its smoothing).
    Unknown names, networks that do not fit and numbers out of range raise ValueError.
    """

    encoder: Spec
    decoder: Spec
    likelihood: str = "bernoulli"
    std: float | None = None
    beta: float | Sequence[float] = 1.0
    batch: int = 128
    iterations: int = 1000
    lr: float = 1e-3
    betas: tuple[float, float] = (0.9, 0.999)
    optimiser: str = "adam"
    decay: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "beta", _weight(self.beta))
        known("likelihood", self.likelihood, LIKELIHOODS)
        known("optimiser", self.optimiser, OPTIMISERS)
        at_least_one(self, "batch", "iterations")
        check_optimiser(self.lr, self.betas)
        self._check_std()
        self._check_networks()

    @property
    def latent(self) -> int:
        """How many dimensions a code has."""
        return self.decoder.inputs

    @property
    def learns_std(self) -> bool:
        """Whether σ is learned."""
        return self.likelihood == "gaussian" and self.std is None

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        networks = {"encoder": self.encoder.settings(), "decoder": self.decoder.settings()}
        return {**asdict(self), **networks}

    def _check_std(self) -> None:
        if self.std is None:
            return
        if self.likelihood != "gaussian":
            raise ValueError(
                f"std belongs to the gaussian likelihood, got {self.std} with {self.likelihood!r}"
            )
        if not (isfinite(self.std) and self.std > 0):
            raise ValueError(f"std must be finite and above 0, or None, got {self.std}")

    def _check_networks(self) -> None:
        if self.encoder.outputs != 2 * self.latent:
            raise ValueError(
                f"the decoder takes codes of {self.latent} dimensions ({self.decoder}), so the "
                f"encoder must give {2 * self.latent} numbers, means and log-variances, but it "
                f"gives {self.encoder.outputs} ({self.encoder})"
            )
        if self.decoder.outputs != self.encoder.inputs:
            raise ValueError(
                f"the decoder makes samples of {self.decoder.outputs} dimensions "
                f"({self.decoder}), but the encoder takes {self.encoder.inputs} ({self.encoder})"
            )
        if self.encoder.bounded_below:
            raise ValueError(
                "means and log-variances may be any numbers, but the encoder's output is "
                f"bounded: {self.encoder}"
            )
        if self.likelihood == "bernoulli" and self.decoder.bounded_below:
            raise ValueError(
                "the bernoulli likelihood takes logits, which may be any numbers, but the "
                f"decoder's output is bounded: {self.decoder}"
            )


def _weight(beta: float | Sequence[float]) -> float | tuple[float, ...]:
    """Check one β or one for each seed; return plain floats."""
    values = np.asarray(beta, dtype=float)
    if values.ndim > 1 or values.size == 0 or not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError(f"beta must be finite and at least 0, one or one per seed, got {beta}")
    return tuple(values.tolist()) if values.ndim else float(values)
