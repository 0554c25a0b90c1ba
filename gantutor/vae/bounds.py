"""Bounds on log p(x) of given data, held out or not: the ELBO, and a tighter one."""

from collections.abc import Iterator
from math import log
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.randomness import seeded_generator
from gantutor.training.draws import normal
from gantutor.training.evaluating import evaluating
from gantutor.training.samples import of_each_seed
from gantutor.vae.data import checked
from gantutor.vae.draws import BOUND
from gantutor.vae.posterior import gaussian_kl, reparameterise

if TYPE_CHECKING:
    from gantutor.vae.run import VAERun


def elbo(
    run: "VAERun", x: ArrayLike | Tensor, samples: int = 1, seed: int = 0
) -> Float[np.ndarray, "seeds n"]:
    """Return the evidence lower bound of each sample, E_q log p(x|z) − KL(q(z|x)‖N(0, I)) ≤ log p.

    In nats, for x (n, d), shared by all seeds, or (S, n, d). The expectation is a mean over
    ``samples`` codes, the same ones for one ``seed``; the KL term is exact. It is the bound,
    whatever β the run was trained with. ValueError for ``samples`` below 1, and for data that do
    not fit the networks or the likelihood. Source: Kingma & Welling 2014, eq. 3.
    """
    points = of_each_seed(run, checked("x", x, run.config, len(run.seeds)))
    with torch.no_grad(), evaluating(run.model):
        mean, logvar = run.model.encode(points)
        total = torch.zeros(points.shape[:2], device=run.device)
        for noise in _noises(run, points.shape[1], samples, seed):
            total += run.model.log_likelihood(points, reparameterise(mean, logvar, noise))
        return (total / samples - gaussian_kl(mean, logvar)).cpu().numpy()


def log_likelihood_bound(
    run: "VAERun", x: ArrayLike | Tensor, samples: int = 50, seed: int = 0
) -> Float[np.ndarray, "seeds n"]:
    """Return log of the mean over K codes of p(x|z) p(z) / q(z|x), z from q, for each sample.

    In nats, with K = ``samples``. Its expectation is the ELBO for K = 1, never falls with K, and
    stays at most log p(x). Arguments and errors as of `elbo`.
    Source: Burda, Grosse & Salakhutdinov 2016, theorem 1.
    """
    points = of_each_seed(run, checked("x", x, run.config, len(run.seeds)))
    with torch.no_grad(), evaluating(run.model):
        mean, logvar = run.model.encode(points)
        total = torch.full(points.shape[:2], -torch.inf, device=run.device)
        for noise in _noises(run, points.shape[1], samples, seed):
            z = reparameterise(mean, logvar, noise)
            # log p(z) − log q(z|x); the constants of the two normal laws cancel.
            ratio = 0.5 * (noise.square() + logvar - z.square()).sum(-1)
            total = torch.logaddexp(total, run.model.log_likelihood(points, z) + ratio)
        return (total - log(samples)).cpu().numpy()


def _noises(
    run: "VAERun", n: int, samples: int, seed: int
) -> Iterator[Float[Tensor, "seeds n latent"]]:
    """Yield the noise of one code of each sample, ``samples`` times: all at once may not fit."""
    if samples < 1:
        raise ValueError(f"samples must be at least 1, got {samples}")
    rngs = [seeded_generator(s, BOUND, seed) for s in run.seeds]
    for _ in range(samples):
        yield torch.stack([normal(n, run.config.latent)(r) for r in rngs]).to(run.device)
