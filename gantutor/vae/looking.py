"""Looking at a variational autoencoder without changing it: curves, codes, samples.

All is done in evaluation mode: a look neither moves running statistics nor drops a unit.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.randomness import seeded_generator
from gantutor.training.draws import normal, rows_of
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import of_each_seed, rows, samples
from gantutor.vae.draws import FAKES, LOOK
from gantutor.vae.posterior import gaussian_kl, reparameterise

if TYPE_CHECKING:
    from gantutor.vae.run import VAERun

ACTIVE = 0.01
"""A latent dimension is in use if its mean varies by more than this variance over the data."""


def measure(run: "VAERun") -> Mapping[str, Curve]:
    """Return loss, bound, its two terms, and the latent dimensions in use, each (S,).

    All but the last are means over a fresh batch that depends on seed and iteration only, in nats
    for each sample. ``reconstruction`` is E_q log p(x|z), by one z for each x; ``kl`` is
    KL(q(z|x)‖N(0, I)); ``elbo`` = reconstruction − kl, the bound on log p(x) whatever β is;
    ``loss`` = β · kl − reconstruction, which training minimises. ``active`` counts the latent
    dimensions whose mean has a variance above 0.01 over the batch (Burda, Grosse & Salakhutdinov
    2016, section 5.2).
    """
    size = run.config.batch
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]
    chosen = torch.stack([rows_of(run.x.shape[-2], size)(r) for r in rngs])
    noise = torch.stack([normal(size, run.config.latent)(r) for r in rngs]).to(run.device)
    with torch.no_grad(), evaluating(run.model):
        x = rows(run.x, chosen.to(run.device))
        mean, logvar = run.model.encode(x)
        z = reparameterise(mean, logvar, noise)
        reconstruction = run.model.log_likelihood(x, z).mean(-1)
        kl = gaussian_kl(mean, logvar).mean(-1)
        curves = {
            "loss": run.beta * kl - reconstruction,
            "elbo": reconstruction - kl,
            "reconstruction": reconstruction,
            "kl": kl,
            "active": active(mean),
        }
        # One transfer for all: each would wait for the device.
        return dict(zip(curves, _numpy(torch.stack(list(curves.values()))), strict=True))


def active(mean: Float[Tensor, "seeds batch latent"]) -> Float[Tensor, " seeds"]:
    """Count the latent dimensions in use; NaN for a seed whose numbers have overflown."""
    variance = mean.var(1, correction=0)
    return torch.where(variance.isfinite(), variance > ACTIVE, torch.nan).sum(-1)


def fakes(run: "VAERun", n: int, seed: int) -> Float[np.ndarray, "seeds n dim"]:
    """Return the decoder's mean at ``n`` codes from N(0, I), the same ones for one ``seed``."""
    draw = normal(n, run.config.latent)
    z = torch.stack([draw(seeded_generator(s, FAKES, seed)) for s in run.seeds])
    return decode(run, z)


def encode(
    run: "VAERun", x: ArrayLike | Tensor
) -> tuple[Float[np.ndarray, "seeds n latent"], Float[np.ndarray, "seeds n latent"]]:
    """Return mean and logvar of q(z|x) for samples (n, d), shared by all seeds, or (S, n, d)."""
    points = of_each_seed(run, samples("x", x, run.config.encoder, len(run.seeds)))
    with torch.no_grad(), evaluating(run.model):
        mean, logvar = run.model.encode(points)
        return _numpy(mean), _numpy(logvar)


def decode(run: "VAERun", z: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n dim"]:
    """Return the mean of p(x|z) for codes (n, latent), shared by all seeds, or (S, n, latent)."""
    codes = of_each_seed(run, samples("z", z, run.config.decoder, len(run.seeds)))
    with torch.no_grad(), evaluating(run.model):
        return _numpy(run.model.decode(codes))


def reconstruct(run: "VAERun", x: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n dim"]:
    """Return the mean of p(x|z) at each sample's mean code."""
    points = of_each_seed(run, samples("x", x, run.config.encoder, len(run.seeds)))
    with torch.no_grad(), evaluating(run.model):
        mean, _ = run.model.encode(points)
        return _numpy(run.model.decode(mean))


def _numpy(t: Tensor) -> np.ndarray:
    return t.cpu().numpy()
