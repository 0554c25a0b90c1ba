"""A VAE and a GAN with one generating network, on the same digits, judged by the same numbers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float32

from gantutor import gan, metrics, nets, vae
from gantutor.constraints import GradientPenalty
from gantutor.data import digits
from gantutor.data.images import to_levels
from gantutor.experiments.outcome import Outcome
from gantutor.recording import record
from gantutor.training.evaluating import evaluating
from gantutor.training.samples import digest

KINDS = ("vae", "gan")
LATENT, HIDDEN, BATCH, ITERATIONS = 8, (256, 256), 64, 2000
SEEDS = tuple(range(8))
SHAPE = (1, 8, 8)
TRAINED_ON, JUDGED = 1000, 398  # of 1,797 images; held out are two sets of 398
LINES, PLACES = 64, 33  # lines between codes from the prior, and places on each
GRID = 36

SCORES = ("sharpness", "precision", "recall", "coverage", "frechet")
WALKS = ("detour", "jump", "turns")
MEASURED = (*SCORES, *WALKS)


class Parts(NamedTuple):
    """Digits to train on, digits to judge by, and digits that play the fakes: the floor."""

    train: Float32[np.ndarray, "n 64"]
    judge: Float32[np.ndarray, "m 64"]
    other: Float32[np.ndarray, "m 64"]


@dataclass(frozen=True)
class SideBySide:
    """A ``kind`` "vae" or "gan" on 8×8 digits; both turn eight normal numbers into an image.

    The generator of the one and the decoder of the other are the same MLP; so are batch and
    iterations. The images of the VAE are its decoder's means. Another kind raises ValueError.
    """

    kind: str
    seeds: tuple[int, ...] = SEEDS
    iterations: int = ITERATIONS

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {KINDS}, got {self.kind!r}")

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        return f"digits, {self.kind}, {self.iterations} iterations"

    def config(self) -> gan.Config | vae.Config:
        """Return the configuration of the run."""
        if self.kind == "vae":
            return vae.Config(
                encoder=nets.MLP((64, *HIDDEN, 2 * LATENT)),
                decoder=nets.MLP((LATENT, *HIDDEN, 64)),
                batch=BATCH,
                iterations=self.iterations,
                lr=1e-3,
            )
        return gan.Config(
            critic=nets.MLP((64, *HIDDEN, 1)),
            generator=nets.MLP((LATENT, *HIDDEN, 64), output="tanh"),
            constraint=GradientPenalty(1.0),
            batch=BATCH,
            n_critic=2,
            iterations=self.iterations,
            lr=4e-3,
            average=0.995,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x = self._data()
        data: dict[str, Any] = {"x": list(x.shape), "digest": digest(torch.tensor(x))}
        if self.kind == "gan":
            data["y"] = None
        return json.loads(json.dumps({**self.config().settings(), "data": data}))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {"data": "digits", "method": self.kind}

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return MEASURED

    def shortened(self) -> "SideBySide":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        config, x = self.config(), self._data()
        played = (
            vae.start(config, x, seeds=self.seeds, device=device)
            if isinstance(config, vae.Config)
            else gan.start(config, x, seeds=self.seeds, device=device)
        )
        frames = {
            "grid": lambda run: to_levels(of_codes(run, codes(GRID, 1))),
            "lines": lambda run: to_levels(
                of_codes(run, lines().reshape(-1, LATENT)[: 4 * PLACES])
            ),
        }
        history = record(played, measures(), frames, command=command, every=self.iterations)
        samples = of_codes(played, codes(GRID, 1))[0].astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)

    def _data(self) -> Float32[np.ndarray, "n 64"]:
        return (parts().train + 1) / 2 if self.kind == "vae" else parts().train


@cache
def parts() -> Parts:
    """Return the three sets of digits, in [−1, 1]; no image is in two of them."""
    images = digits().images
    images = images[np.random.default_rng(0).permutation(len(images))]
    ends = (TRAINED_ON, TRAINED_ON + JUDGED, TRAINED_ON + 2 * JUDGED)
    return Parts(images[: ends[0]], images[ends[0] : ends[1]], images[ends[1] : ends[2]])


def codes(n: int, seed: int) -> Float32[np.ndarray, "n latent"]:
    """Return n codes from N(0, I), the same for both kinds."""
    return np.random.default_rng(seed).normal(size=(n, LATENT)).astype(np.float32)


def lines() -> Float32[np.ndarray, "lines places latent"]:
    """Return evenly spaced places on straight lines between two codes from N(0, I)."""
    ends = codes(2 * LINES, 2).reshape(LINES, 2, 1, LATENT)
    share = np.linspace(0, 1, PLACES, dtype=np.float32)[:, None]
    return (1 - share) * ends[:, 0] + share * ends[:, 1]


def of_codes(run: Any, z: np.ndarray) -> Float32[np.ndarray, "seeds n 64"]:
    """Return the images, in [−1, 1], that each seed of a VAE or a GAN makes of codes (n, 8)."""
    if isinstance(run, vae.VAERun):
        return 2 * run.decode(z) - 1
    given = torch.tensor(z, device=run.device).expand(len(run.seeds), -1, -1)
    with torch.no_grad(), evaluating(run.averaged):
        return run.averaged(given).cpu().numpy()


def scores(images: np.ndarray) -> Mapping[str, np.ndarray]:
    """Return what images (S, n, 64) in [−1, 1] score against the digits to judge by, each (S,)."""
    judge, features = parts().judge, classifier().features
    precision, recall = metrics.precision_recall(judge, images)
    found = {
        "sharpness": metrics.sharpness(images, SHAPE),
        "precision": precision,
        "recall": recall,
        "coverage": metrics.density_coverage(judge, images).coverage,
        "frechet": metrics.frechet_distance(features(judge), features(images)),
    }
    return {name: np.asarray(values) for name, values in found.items()}


def walks(images: np.ndarray) -> Mapping[str, np.ndarray]:
    """Return how smooth the ways through images (S, lines, places, 64) are, each (S,).

    ``detour`` and ``jump`` of `metrics.walk`; ``turns``: how often the classifier changes its mind
    on a line, mean over the lines.
    """
    flat = np.clip(images, -1, 1).reshape(len(images), -1, 64)
    found = classifier().predict(flat).reshape(images.shape[:-1])
    turns = (np.diff(found, axis=-1) != 0).sum(axis=-1).mean(axis=-1)
    return {**metrics.walk(images)._asdict(), "turns": turns}


def floor() -> Mapping[str, float]:
    """Return what other real digits score, and what cross-fades from digit to digit do."""
    ends = parts().other[: 2 * LINES].reshape(LINES, 2, 1, 64)
    share = np.linspace(0, 1, PLACES)[:, None]
    faded = (1 - share) * ends[:, 0] + share * ends[:, 1]
    both = {**scores(parts().other[None]), **walks(faded[None])}
    return {name: float(values[0]) for name, values in both.items()}


def measures() -> Mapping[str, Callable[[Any], np.ndarray]]:
    """Return what is measured of a run, by name."""
    judge = _Judge()
    return {name: partial(judge.one, name) for name in MEASURED}


class _Judge:
    """All that is read off a run in one go: to make its images costs most."""

    def __init__(self) -> None:
        self.seen: tuple[Any, int] = (None, -1)
        self.values: Mapping[str, np.ndarray] = {}

    def one(self, name: str, run: Any) -> np.ndarray:
        """Return one of the measures, (S,), for the run as it stands."""
        if self.seen != (run, run.iteration):
            along = of_codes(run, lines().reshape(-1, LATENT))
            self.values = {
                **scores(of_codes(run, codes(JUDGED, 0))),
                **walks(along.reshape(len(along), LINES, PLACES, -1)),
            }
            self.seen = (run, run.iteration)
        return self.values[name]


@cache
def classifier() -> metrics.DigitsClassifier:
    """Return the classifier of digits, trained once in a process."""
    return metrics.DigitsClassifier(seed=0)


def vae_gan() -> list[SideBySide]:
    """A VAE and a WGAN-GP with one generating network on the same digits: eight seeds each."""
    return [SideBySide(kind) for kind in KINDS]
