"""A variational autoencoder of real digits at many β: what each latent dimension says."""

import json
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float

from gantutor import nets, vae
from gantutor.data import Split, load, split
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.results import Results
from gantutor.experiments.results import load as load_results
from gantutor.recording import record
from gantutor.training.samples import digest

LATENT, HIDDEN, ITERATIONS = 8, 128, 2000
BETAS = tuple(2.0**power for power in range(-4, 7))
SEEDS = (0, 1, 2)
GRID = np.linspace(-4.0, 4.0, 97)
"""Where the densities of the aggregate posteriors are kept."""

EXAMPLES = 10  # held-out images whose own posteriors are kept
LOOKS, DRAWN = 4, 16
PART = "report"  # nothing is chosen by these images


@dataclass(frozen=True)
class VAEExperiment:
    """A VAE of 28×28 digits with Bernoulli pixels and eight latent dimensions, at one β.

    What is measured is measured on 500 images that it was not trained on.
    """

    beta: float
    seeds: tuple[int, ...] = SEEDS
    iterations: int = ITERATIONS

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        return f"mnist_5k, vae, beta {self.beta:g}, {self.iterations} iterations"

    def config(self) -> vae.Config:
        """Return the configuration of the run."""
        return vae.Config(
            encoder=nets.MLP((784, HIDDEN, 2 * LATENT)),
            decoder=nets.MLP((LATENT, HIDDEN, 784)),
            beta=self.beta,
            batch=100,
            iterations=self.iterations,
            lr=2e-3,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x = grey(load_parts().train.images)
        data = {"x": list(x.shape), "digest": digest(torch.tensor(x))}
        return json.loads(json.dumps({**self.config().settings(), "data": data}))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {"data": "mnist_5k", "method": "vae", "beta": self.beta}

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return ("held_out", "w1")

    def shortened(self) -> "VAEExperiment":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        parts = load_parts()
        held_out = grey(getattr(parts, PART).images)
        played = vae.start(self.config(), grey(parts.train.images), seeds=self.seeds, device=device)
        codes = _Codes(held_out)
        history = record(
            played,
            {
                "held_out": lambda run: vae.elbo(run, held_out, samples=4).mean(axis=-1),
                "w1": lambda run: codes.gaps(run)[..., 1].mean(axis=-1),
            },
            {
                "kl": codes.kl,
                "gaps": lambda run: codes.gaps(run).astype(np.float32),
                "density": lambda run: codes.density(run).astype(np.float16),
                "examples": lambda run: codes.examples(run).astype(np.float16),
            },
            command=command,
            every=max(1, self.iterations // LOOKS),
        )
        samples = np.asarray(played.fakes(DRAWN, seed=1)[0]).astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)


class _Codes:
    """What is read off the codes of the held-out images."""

    def __init__(self, images: np.ndarray) -> None:
        self.images = images
        self._seen: tuple[Any, int] = (None, -1)
        self._gaps = np.empty(0)

    def kl(self, run: vae.VAERun) -> Float[np.ndarray, "seeds latent"]:
        """KL(q(z|x)‖N(0, 1)) of each dimension, in nats, mean over the images."""
        mean, logvar = run.encode(self.images)
        return (0.5 * (np.square(mean) + np.expm1(logvar) - logvar)).mean(axis=1)

    def gaps(self, run: vae.VAERun) -> Float[np.ndarray, "seeds latent 2"]:
        """KL and W1 of each dimension's aggregate posterior from the prior."""
        if self._seen != (run, run.iteration):  # asked for twice, and dear
            self._gaps = self._each(run, vae.aggregate_gap)
            self._seen = (run, run.iteration)
        return self._gaps

    def density(self, run: vae.VAERun) -> Float[np.ndarray, "seeds latent grid"]:
        """The aggregate posterior of each dimension on `GRID`."""
        return self._each(run, lambda mean, logvar: vae.aggregate_density(mean, logvar, GRID))

    def examples(self, run: vae.VAERun) -> Float[np.ndarray, "seeds latent examples 2"]:
        """Mean and deviation of q(z|x) of a few images, in each dimension."""
        chosen = self.images[:: len(self.images) // EXAMPLES][:EXAMPLES]
        mean, logvar = run.encode(chosen)
        return np.stack([mean, np.exp(0.5 * logvar)], axis=-1).swapaxes(1, 2)

    def _each(self, run: vae.VAERun, of: Any) -> np.ndarray:
        mean, logvar = run.encode(self.images)
        return np.stack(
            [
                [of(m, v) for m, v in zip(mean[s].T, logvar[s].T, strict=True)]
                for s in range(len(mean))
            ]
        )


def vae_beta() -> list[VAEExperiment]:
    """The same autoencoder of real digits at eleven β, three seeds each."""
    return [VAEExperiment(beta) for beta in BETAS]


class BetaSweep(NamedTuple):
    """What the recorded autoencoders say at each β, by their end, on images not trained on.

    In each network the latent dimensions are in the order of their KL term, greatest first.
    ``density``: of the aggregate posterior, on ``grid``. ``kl``: KL(q(z|x)‖N(0, 1)), the mean over
    the images; ``aggregate_kl`` and ``aggregate_w1``: of the aggregate posterior from N(0, 1).
    ``examples``: mean and deviation of q(z|x) for ten images. ``held_out``: the bound, in nats.
    """

    betas: Float[np.ndarray, " betas"]
    grid: Float[np.ndarray, " grid"]
    density: Float[np.ndarray, "betas seeds latent grid"]
    kl: Float[np.ndarray, "betas seeds latent"]
    aggregate_kl: Float[np.ndarray, "betas seeds latent"]
    aggregate_w1: Float[np.ndarray, "betas seeds latent"]
    examples: Float[np.ndarray, "betas seeds latent examples 2"]
    held_out: Float[np.ndarray, "betas seeds"]


def beta_sweep(results: Results | None = None) -> BetaSweep:
    """Return what the recorded study ``vae_beta`` has found, or another record of it."""
    outcomes = sorted(results or load_results("vae_beta"), key=lambda o: o.facts["beta"])
    kl = np.stack([o.record.frames["kl"][-1] for o in outcomes]).astype(np.float64)
    order = np.argsort(-kl, axis=-1)

    def ordered(name: str) -> np.ndarray:
        values = np.stack([o.record.frames[name][-1] for o in outcomes]).astype(np.float64)
        places = order.reshape(*order.shape, *[1] * (values.ndim - order.ndim))
        return np.take_along_axis(values, places, axis=2)

    gaps = ordered("gaps")
    return BetaSweep(
        betas=np.array([o.facts["beta"] for o in outcomes]),
        grid=GRID,
        density=ordered("density"),
        kl=ordered("kl"),
        aggregate_kl=gaps[..., 0],
        aggregate_w1=gaps[..., 1],
        examples=ordered("examples"),
        held_out=np.stack([o.last("held_out") for o in outcomes]),
    )


def load_parts() -> Split:
    """Return the 5,000 digits in three parts: to train on, to choose by, to report on."""
    return split(load("mnist_5k"))


def grey(images: np.ndarray) -> np.ndarray:
    """Return images of [−1, 1] as grey levels in [0, 1]."""
    return (images + 1) / 2
