"""A variational autoencoder in training over several seeds: one step, and what it is made of."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.training.dealt import DealtRun
from gantutor.training.draws import Dealer
from gantutor.training.optimiser import Optimiser
from gantutor.training.run import Curve
from gantutor.training.samples import digest, rows
from gantutor.training.stepped import Part
from gantutor.vae import looking
from gantutor.vae.config import Config
from gantutor.vae.data import checked
from gantutor.vae.draws import Draws, draw_chunk
from gantutor.vae.model import BatchedVAE


def start(
    config: Config,
    x: ArrayLike | Tensor,
    *,
    seeds: Sequence[int],
    device: str | torch.device | None = None,
    capture: bool | None = None,
) -> "VAERun":
    """Set up a run of ``config``, for each seed, before its first step.

    Data ``x`` is (N, d), shared by all seeds, or (S, N, d), one set for each. Seeds are integers
    ≥ 0. A seed may occur again for a run with other data or another β: the two then start from
    the same weights and see the same draws.
    ``capture``: capture an iteration as a CUDA graph and replay it, with the same result and many
    times as fast; the default on a CUDA device, and possible only there.
    ValueError for NaN or infinity in the data, values outside [0, 1] under the bernoulli
    likelihood, shapes that do not fit the networks, missing seeds, as many β as there are not
    seeds, and for ``capture`` without CUDA.
    """
    return VAERun(config, x, seeds, device, capture)


class VAERun(DealtRun[Config, Draws]):
    """S variational autoencoders, trained side by side; made by ``start``.

    ``model`` holds encoder, decoder and log σ of all seeds. A seed whose numbers overflow stays in
    the run as inf or NaN, and is recorded so; the other seeds do not feel it.
    """

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        seeds: Sequence[int],
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        super().__init__(seeds, config.iterations, device, capture)
        if isinstance(config.beta, Sequence) and len(config.beta) != len(self.seeds):
            raise ValueError(
                f"beta has {len(config.beta)} values, but there are {len(self.seeds)} seeds"
            )
        data = checked("x", x, config, len(self.seeds))
        self.config = config
        self.data_digest = digest(data)
        self.x = data.to(self.device)
        self.beta = torch.tensor(config.beta, device=self.device).expand(len(self.seeds))
        n = self.x.shape[-2]
        self.dealer = Dealer(partial(draw_chunk, config, self.seeds, n, self.device))
        self.model = BatchedVAE(config, self.seeds, self.device)
        self.optimiser = Optimiser(self.model, config.optimiser, config.lr, config.betas)

    def step(self, *draws: Tensor) -> None:
        """Raise the bound once: both networks, and σ where it is learned, in one step."""
        drawn = Draws(*draws)
        self.model.redraw(drawn.dropout)
        log_likelihood, kl = self.model(rows(self.x, drawn.rows), drawn.noise)
        self.optimiser.descend(self.beta * kl.mean(-1) - log_likelihood.mean(-1))

    # What the frame asks for -------------------------------------------------------------------

    def parts(self) -> Mapping[str, Part]:
        """Return the networks and their optimiser, by name."""
        return {"model": self.model, "optimiser": self.optimiser}

    def measure(self) -> Mapping[str, Curve]:
        """Measure the run as it stands, changing nothing; see `gantutor.vae.looking.measure`."""
        return looking.measure(self)

    # Looking, in evaluation mode; samples and codes are flat --------------------------------------

    def fakes(self, n: int, seed: int = 0) -> Float[np.ndarray, "seeds n d"]:
        """Return ``n`` generated samples of each seed, always from the same z for one ``seed``.

        They are the decoder's means at codes from N(0, I), without the noise of p(x|z).
        """
        return looking.fakes(self, n, seed)

    def encode(
        self, x: ArrayLike | Tensor
    ) -> tuple[Float[np.ndarray, "seeds n latent"], Float[np.ndarray, "seeds n latent"]]:
        """Return mean and logvar of q(z|x) for samples (n, d), one set for all, or (S, n, d)."""
        return looking.encode(self, x)

    def decode(self, z: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n d"]:
        """Return the mean of p(x|z) for codes (n, latent), shared by all seeds, or (S, n, latent).

        Of a Bernoulli law, these are its probabilities.
        """
        return looking.decode(self, z)

    def reconstruct(self, x: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n d"]:
        """Return the decoder's mean at each sample's mean code."""
        return looking.reconstruct(self, x)

    @property
    def std(self) -> Float[np.ndarray, " seeds"] | None:
        """The deviation σ of p(x|z) of each seed, (S,); None under the bernoulli likelihood."""
        log_std = self.model.log_std
        return None if log_std is None else log_std.detach().exp().flatten().cpu().numpy()

    def __repr__(self) -> str:
        """Say what is trained, how far it came, and where."""
        return (
            f"VAERun({self.config.likelihood}, latent {self.config.latent}, {len(self.seeds)} "
            f"seeds, iteration {self.iteration} of {self.iterations}, {self.device})"
        )
