"""WGAN-GP and eight years of what came after it, at equal time, on the ring and on digits."""

import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import truediv
from typing import Any

import numpy as np
import torch
from jaxtyping import Float

from gantutor import gan, metrics
from gantutor.distributions import Ring
from gantutor.experiments import vae_gan_study
from gantutor.experiments.next_methods import NEXT_METHODS, AnyConfig, Setting, begin, calls
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.results import Results, load
from gantutor.metrics.samples import generated
from gantutor.names import known
from gantutor.recording import record
from gantutor.training import Run
from gantutor.training.draws import CHUNK
from gantutor.training.samples import digest

RING = Ring(std=0.1)
TRAINED_ON = 20_000  # samples of the ring, drawn once
JUDGED, GLANCED = 2000, 500  # fresh samples of the ring: for the last look, and for the others
LOOKS = 8
RATES = (1e-3, 3e-3, 1e-2)
SEARCHED = (100, 101, 102)
REPORTED = {"ring": tuple(range(8)), "digits": tuple(range(5))}
ENDLESS = 1_000_000  # iterations of a run that is there to be timed
KEPT = {"ring": 400, "digits": 36}  # samples of the first seed, to look at
FAR = 1e4  # cut there: a diffusion that has learned nothing yet leaves half precision

BUDGET = {"ring": 500, "digits": 800}
"""The time of every method: as long as so many iterations of WGAN-GP take."""
COMPARED = 8
"""Iterations of WGAN-GP that are timed beside every look."""

RINGS = ("w1", "modes", "quality")
DIGITS = ("frechet", "precision", "recall", "w1")

SETTINGS = {
    "ring": Setting(
        dim=2, latent=2, hidden=(64, 64, 64), batch=128, output="linear",
        weight=0.1, n_critic=3, eps=0.1,
    ),
    "digits": Setting(
        dim=64, latent=8, hidden=(128, 128), batch=64, output="tanh",
        weight=1.0, n_critic=2, eps=0.5,
    ),
}  # fmt: skip

ITERATIONS: Mapping[str, Mapping[str, int]] = {
    "ring": {
        "wgan_gp": 500,
        "sliced": 2010,
        "sinkhorn": 530,
        "energy": 1970,
        "map": 760,
        "flow": 4390,
        "ot_flow": 2660,
        "diffusion": 3930,
    },
    "digits": {
        "wgan_gp": 800,
        "sliced": 3270,
        "sinkhorn": 1080,
        "energy": 1950,
        "map": 820,
        "flow": 4450,
        "ot_flow": 2260,
        "diffusion": 4070,
    },
}
"""So many that each takes the time of ``BUDGET``, for all reported seeds side by side.

``python -m gantutor.experiments.next_budgets`` measures and prints them.
"""


@dataclass(frozen=True)
class Next:
    """A ``method`` on the "ring" or on "digits" at one rate, for its share of the time.

    Unknown names and a rate that is not above 0 raise ValueError.
    """

    method: str
    data: str
    lr: float
    seeds: tuple[int, ...]
    iterations: int = 0

    def __post_init__(self) -> None:
        known("method", self.method, NEXT_METHODS)
        known("data", self.data, SETTINGS)
        if not self.iterations:
            object.__setattr__(self, "iterations", ITERATIONS[self.data][self.method])
        self.config()

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        first, last = self.seeds[0], self.seeds[-1]
        return (
            f"{self.data}, {self.method}, {self.lr:g}, {self.iterations} iterations, "
            f"seeds {first} to {last}"
        )

    @property
    def searching(self) -> bool:
        """Whether it is for choosing a rate: other real samples, and the glance alone."""
        return self.seeds[0] >= SEARCHED[0]

    def config(self) -> AnyConfig:
        """Return the configuration of the run."""
        return NEXT_METHODS[self.method].make(SETTINGS[self.data], self.iterations, self.lr)

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        config, x = self.config(), train(self.data)
        data: dict[str, Any] = {"x": list(x.shape), "digest": digest(torch.tensor(x))}
        if isinstance(config, gan.Config):
            data["y"] = None
        return json.loads(json.dumps({**config.settings(), "data": data}))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {
            "data": self.data,
            "method": self.method,
            "lr": self.lr,
            "calls": calls(self.config()),
        }

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return ("seconds", *scores(self.data), "glance", "per_sample", "yardstick")

    def shortened(self) -> "Next":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone, but for the times."""
        played = begin(self.config(), train(self.data), self.seeds, device)
        beside = endless("wgan_gp", self.data, self.seeds, device)
        judge = _Judge(self.data, self.searching, beside)
        history = record(
            played,
            {
                "seconds": judge.arrive,
                "glance": judge.glance,
                **{name: judge.score(name) for name in scores(self.data)},
                "per_sample": judge.per_sample,
                "yardstick": judge.yardstick,
            },
            command=command,
            every=max(1, self.iterations // LOOKS),
        )
        samples: Any = played
        kept = np.asarray(samples.fakes(KEPT[self.data], seed=1)[0]).clip(-FAR, FAR)
        return Outcome(self.name, self.facts(), history, kept.astype(np.float16))


class _Judge:
    """What is read off a run at each look, and how long training took between the looks.

    Time is that of the processor, so it does not run while another program has it. But a processor
    that is shared is slower, too, since caches and clock are shared. So each look times a few
    iterations of WGAN-GP on the same data with the same seeds: seconds divided by those are times
    in a unit that slows down with the machine. The curves of the run itself count as training; they
    take a batch at each look.
    """

    def __init__(self, data: str, searching: bool, beside: Run) -> None:
        self.data, self.searching, self.beside = data, searching, beside
        self.seconds, self.left = 0.0, time.process_time()
        self.scored: Mapping[str, np.ndarray] = {}
        self.sampling = np.nan

    def arrive(self, run: Any) -> np.ndarray:
        """Return the seconds of training so far, for all seeds side by side: the same for each."""
        self.seconds += time.process_time() - self.left
        if run.iteration == 0:
            self.seconds = 0.0
        return np.full(len(run.seeds), self.seconds)

    def glance(self, run: Any) -> np.ndarray:
        """Return the one score that is followed: exact W1 of few samples, or Fréchet distance."""
        if self.data == "ring":
            found = _w1(run, GLANCED, self.searching)
        else:
            found = _digits(run, self.searching, ("frechet",))["frechet"]
        self.scored = {}
        if run.iteration == run.iterations and not self.searching:
            self.scored = _ring(run) if self.data == "ring" else _digits(run, False)
            began = time.process_time()
            run.fakes(JUDGED, seed=2)
            self.sampling = (time.process_time() - began) / (JUDGED * len(run.seeds))
        return found

    def score(self, name: str) -> Callable[[Any], np.ndarray]:
        """Return a score at the end of training, and NaN before: it costs too much."""
        return lambda run: self.scored.get(name, np.full(len(run.seeds), np.nan))

    def per_sample(self, run: Any) -> np.ndarray:
        """Return the seconds for one sample, measured at the end."""
        return np.full(len(run.seeds), self.sampling)

    def yardstick(self, run: Any) -> np.ndarray:
        """Return the seconds of an iteration of WGAN-GP now; training goes on from here."""
        found = timed(self.beside, COMPARED)
        self.left = time.process_time()
        return np.full(len(run.seeds), found)


def scores(data: str) -> tuple[str, ...]:
    """Return the names of the scores at the end of training."""
    return RINGS if data == "ring" else DIGITS


def _w1(run: Any, n: int, searching: bool) -> np.ndarray:
    return metrics.w1_measure(fresh(n, 1 if searching else 2), n=n)(run)


def _ring(run: Any) -> dict[str, np.ndarray]:
    made, sane = generated(run, JUDGED, 0)
    kinds = {"modes": metrics.modes_covered, "quality": metrics.high_quality}
    found = {name: np.full(len(made), np.nan) for name in kinds}
    for name, score in kinds.items():
        if sane.any():
            found[name][sane] = score(made[sane], RING.centres, RING.std)
    return {"w1": _w1(run, JUDGED, False), **found}


def _digits(run: Any, searching: bool, names: tuple[str, ...] = DIGITS) -> dict[str, np.ndarray]:
    parts = vae_gan_study.parts()
    real = parts.other if searching else parts.judge
    made, sane = generated(run, len(real), 0)
    found = {name: np.full(len(made), np.nan) for name in names}
    if sane.any():
        for name, values in score_digits(real, made[sane], names).items():
            found[name][sane] = values
    return found


def score_digits(
    real: Float[np.ndarray, "n 64"],
    made: Float[np.ndarray, "seeds n 64"],
    names: tuple[str, ...] = DIGITS,
) -> dict[str, np.ndarray]:
    """Return the digits' scores of images, cut to [−1, 1], by name, each (S,)."""
    images = np.clip(made, -1, 1)
    features = vae_gan_study.classifier().features
    ways: dict[str, Callable[[], Any]] = {
        "frechet": lambda: metrics.frechet_distance(features(real), features(images)),
        "precision": lambda: metrics.precision_recall(real, images).precision,
        "recall": lambda: metrics.precision_recall(real, images).recall,
        "w1": lambda: metrics.w1_measure(real, n=len(real))(Made(images)),
    }
    return {name: np.asarray(ways[name]()) for name in names}


@dataclass(frozen=True, eq=False)
class Made:
    """Images that are there already, as a run that generates them."""

    images: Float[np.ndarray, "seeds n 64"]

    def fakes(self, n: int, seed: int = 0) -> Float[np.ndarray, "seeds n 64"]:
        """Return the images."""
        return self.images[:, :n]


@cache
def train(data: str) -> np.ndarray:
    """Return what is trained on: samples of the ring, or 1,000 digits."""
    if data == "ring":
        return np.asarray(RING.sample(TRAINED_ON, 0), dtype=np.float32)
    return vae_gan_study.parts().train


@cache
def fresh(n: int, seed: int) -> np.ndarray:
    """Return samples of the ring that nothing was trained on."""
    return RING.sample(n, np.random.default_rng([seed, 1]))


@cache
def floor(data: str) -> Mapping[str, tuple[float, float]]:
    """Return what real samples score in place of generated ones: mean, and spread of the W1.

    On the ring over four pairs of fresh samples; the digits have one other set of real images.
    """
    if data == "digits":
        parts = vae_gan_study.parts()
        found = score_digits(parts.judge, parts.other[None])
        return {name: (float(values[0]), 0.0) for name, values in found.items()}
    w1 = metrics.w1_floor(RING.sample, JUDGED, repeats=4, rng=3)
    real = fresh(JUDGED, 5)
    quality = float(metrics.high_quality(real, RING.centres, RING.std))
    return {"w1": (w1.mean, w1.std), "modes": (8.0, 0.0), "quality": (quality, 0.0)}


def what_next_rates() -> list[Next]:
    """Every method at a few rates on both kinds of data; seeds that are not reported."""
    return [
        Next(method, data, lr, SEARCHED)
        for data in SETTINGS
        for method in ITERATIONS[data]
        for lr in RATES
    ]


def what_next() -> list[Next]:
    """Every method on both kinds of data at the rate that did best in ``what_next_rates``."""
    best = chosen_rates(load("what_next_rates"))
    return [
        Next(method, data, best[data, method], REPORTED[data])
        for data in SETTINGS
        for method in ITERATIONS[data]
    ]


def chosen_rates(results: Results) -> Mapping[tuple[str, str], float]:
    """Return for each (data, method) the rate whose last glance is least, mean over the seeds."""
    found: dict[tuple[str, str], dict[float, float]] = {}
    for outcome in results:
        score = float(np.nan_to_num(outcome.last("glance"), nan=np.inf).mean())
        key = (outcome.facts["data"], outcome.facts["method"])
        found.setdefault(key, {})[outcome.facts["lr"]] = score
    return {key: min(rates, key=rates.__getitem__) for key, rates in found.items()}


def in_wgan_gp(outcome: Outcome) -> np.ndarray:
    """Return the time of training until each look, in iterations of WGAN-GP, (T,).

    The processor's seconds divided by the mean that an iteration of WGAN-GP took beside that run.
    """
    taken = outcome.record
    return taken["seconds"][:, 0] / taken["yardstick"][:, 0].mean()


def endless(method: str, data: str, seeds: tuple[int, ...], device: str = "cpu") -> Run:
    """Set up a run that is there to be timed: at some rate, and for as long as one likes."""
    config = NEXT_METHODS[method].make(SETTINGS[data], ENDLESS, RATES[0])
    return begin(config, train(data), seeds, device)


def timed(run: Run, iterations: int) -> float:
    """Return the processor's seconds for one iteration of a run, the mean of the next few."""
    began = time.process_time()
    for _ in range(iterations):
        run.iterate()
    return (time.process_time() - began) / iterations


def costs(data: str, turns: int = 25) -> dict[str, list[float]]:
    """Return the processor's seconds for one iteration of each method, by turn, all seeds at once.

    All methods are there at the same time, and take turns of `CHUNK` iterations. So a machine that
    slows down does so for all. ``turns`` < 1: ValueError.
    """
    if turns < 1:
        raise ValueError(f"turns must be at least 1, got {turns}")
    runs = {method: endless(method, data, REPORTED[data]) for method in NEXT_METHODS}
    for run in runs.values():
        timed(run, CHUNK)
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(turns):
        for name, run in runs.items():
            # Draws are made for a chunk at once: another number of iterations would miss some.
            found[name].append(timed(run, CHUNK))
    return found


def budgets(data: str, found: Mapping[str, list[float]]) -> dict[str, int]:
    """Return how many iterations of each method take the time of ``BUDGET``, in tens.

    From the medians over the turns of what a method takes beside WGAN-GP in the same turn.
    """
    own = found["wgan_gp"]
    return {
        name: 10 * round(BUDGET[data] / statistics.median(map(truediv, taken, own)) / 10)
        for name, taken in found.items()
    }
