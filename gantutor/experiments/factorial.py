"""Every objective with every constraint: equal entries, an equal search, and a compass beside."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float

from gantutor import gan, metrics, nets
from gantutor.constraints import Clip, Constraint, Free, GradientPenalty, SpectralNorm
from gantutor.distributions import Grid, Ring
from gantutor.experiments.bearing import BEARING, bearing, exact
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.own_rates import RatesRun
from gantutor.experiments.results import Results, load
from gantutor.metrics import Floor
from gantutor.metrics.samples import generated
from gantutor.names import known
from gantutor.recording import Record, record
from gantutor.training.samples import digest

CRITIC_OBJECTIVES = ("minimax", "nonsaturating", "least_squares", "wasserstein", "hinge")
LAWS = {"ring": Ring(std=0.1), "grid": Grid()}
BUDGETS: Mapping[str, tuple[int, ...]] = {"ring": (150, 450), "grid": (300,)}
"""How many iterations are played on each law, in games of their own."""

TRAINED_ON = 20_000  # samples of a law, drawn once
HIDDEN, LATENT, BATCH, N_CRITIC = (32, 32, 32), 2, 64, 3
STEP = 3.0  # a rate of the grid over the one before it
RATES = tuple(5e-4 * STEP**k for k in range(6))
SEARCHED, REPORTED = (100, 101, 102), tuple(range(8))
LOOKS = 6  # at the critic, after the first and evenly spaced
SEEN, GLANCED, GLANCES, JUDGED = 200, 300, 2, 2000  # samples of a look, a glance, and the last
KEPT = 200  # samples of the first seed, to look at

Strengths = tuple[float, ...]


@dataclass(frozen=True)
class Hold:
    """A way to hold a critic, and the three strengths of it that are tried.

    ``free`` has none: its three are three grids of rates, each a third of a step above the last.
    So every way has as many trials.
    """

    name: str
    title: str
    symbol: str
    strengths: Strengths
    make: Callable[[Strengths], Constraint] = field(compare=False)

    def trials(self, rates: Sequence[float] = RATES) -> list[tuple[float, float]]:
        """Return all settings that are tried at these rates, as (strength, rate)."""
        if self.name == "free":
            return [(k, rate * STEP ** (k / 3)) for k in self.strengths for rate in rates]
        return [(strength, rate) for strength in self.strengths for rate in rates]


HOLDS: dict[str, Hold] = {
    hold.name: hold
    for hold in (
        Hold("free", "nothing", "", (0.0, 1.0, 2.0), lambda each: Free()),
        Hold("clip", "clipping", "c", (0.1, 0.3, 1.0), Clip),
        Hold("two_sided", "two-sided penalty", "λ", (0.1, 1.0, 10.0), GradientPenalty),
        Hold(
            "one_sided",
            "one-sided penalty",
            "λ",
            (0.1, 1.0, 10.0),
            lambda each: GradientPenalty(each, rule="one_sided"),
        ),
        # The weight is γ/2 of Mescheder et al. 2018, equation 9.
        Hold(
            "r1",
            "R1",
            "γ/2",
            (0.05, 0.5, 5.0),
            lambda each: GradientPenalty(each, rule="zero_centred", where="real"),
        ),
        Hold("spectral", "spectral normalisation", "c", (0.3, 1.0, 3.0), SpectralNorm),
    )
}


@dataclass(frozen=True)
class Factorial:
    """An objective under one ``hold`` on a law, at several settings side by side in one run.

    ``trials``: settings (strength, rate), each played by all of ``own`` seeds. ``chosen``: the
    number of the one that the search found best, which alone is judged by many samples; None in
    the search itself. All else is the same for every method: networks, Adam with β₁ = 0, a rate
    that falls linearly to 0, three critic steps, a running average of the generator.
    Unknown names, no trials, no seeds and a ``chosen`` that is none of the trials raise ValueError.
    """

    objective: str
    hold: str
    data: str
    iterations: int
    trials: tuple[tuple[float, float], ...]
    own: tuple[int, ...]
    chosen: int | None = None

    def __post_init__(self) -> None:
        known("objective of a score", self.objective, CRITIC_OBJECTIVES)
        known("hold", self.hold, HOLDS)
        known("data", self.data, LAWS)
        if not self.trials or not self.own:
            raise ValueError(f"there must be a trial and a seed, got {self.trials} and {self.own}")
        if self.chosen is not None and not 0 <= self.chosen < len(self.trials):
            raise ValueError(f"chosen must be one of {len(self.trials)} trials, got {self.chosen}")
        self.config()

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of all members: of the first trial, then of the second, and so on."""
        return self.own * len(self.trials)

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        return (
            f"{self.data}, {self.objective}, {self.hold}, {self.iterations} iterations, "
            f"{len(self.trials)} trials, seeds {self.own[0]} to {self.own[-1]}"
        )

    @property
    def rates(self) -> tuple[float, ...]:
        """The learning rate of each member."""
        return tuple(rate for _, rate in self.trials for _ in self.own)

    def config(self) -> gan.Config:
        """Return the configuration of the game; the rates are the members' own."""
        each = tuple(strength for strength, _ in self.trials for _ in self.own)
        return gan.Config(
            critic=nets.MLP((2, *HIDDEN, 1)),
            generator=nets.MLP((LATENT, *HIDDEN, 2)),
            objective=self.objective,
            constraint=HOLDS[self.hold].make(each),
            batch=BATCH,
            n_critic=N_CRITIC,
            iterations=self.iterations,
            lr=1.0,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x = train(self.data)
        data = {"x": list(x.shape), "y": None, "digest": digest(torch.tensor(x))}
        found = {**self.config().settings(), "data": data, "rates": list(self.rates)}
        return json.loads(json.dumps(found))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {
            "objective": self.objective,
            "hold": self.hold,
            "data": self.data,
            "iterations": self.iterations,
            "strengths": [strength for strength, _ in self.trials],
            "rates": [rate for _, rate in self.trials],
            "chosen": self.chosen,
        }

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        looks = () if self.chosen is None else BEARING
        return ("seconds", *looks, "modes", "quality", "glance", "w1")

    def shortened(self) -> "Factorial":
        """Return the same with two iterations, two trials and two seeds at most."""
        chosen = None if self.chosen is None else min(self.chosen, 1)
        return replace(self, iterations=2, trials=self.trials[:2], own=self.own[:2], chosen=chosen)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone, but for the times."""
        played = RatesRun(
            self.config(), train(self.data), seeds=self.seeds, rates=self.rates, device=device
        )
        judge = _Judge(self)
        looks = 1 if self.chosen is None else LOOKS
        history = record(
            played,
            {name: judge.measure(name) for name in self.measured()},
            command=command,
            every=max(1, self.iterations // looks),
        )
        samples = np.zeros((0, 2), dtype=np.float16)
        if self.chosen is not None:
            first = self.chosen * len(self.own)
            samples = played.fakes(KEPT, seed=9)[first].astype(np.float16)
        return Outcome(self.name, self.facts(), light(history, self.measured()), samples)


def light(history: Record, names: Sequence[str]) -> Record:
    """Return a record with these series alone, in single precision: a file's size is theirs."""
    return replace(history, series={name: _single(history[name]) for name in names})


def _single(values: np.ndarray) -> np.ndarray:
    short = values.astype(np.float32)
    short.setflags(write=False)
    return short


class _Judge:
    """What is read off a run at each look; every seed has a referee of its own.

    A member is judged by real samples and latent points that only its seed has, drawn for this
    alone: so the spread over seeds is that of training and of the referee together.
    ``seconds``: of the processor, in training alone, for all members side by side.
    """

    def __init__(self, experiment: Factorial) -> None:
        self.asked = experiment
        self.law = LAWS[experiment.data]
        self.seconds, self.left = 0.0, time.process_time()
        self.found: dict[str, np.ndarray] = {}

    def measure(self, name: str) -> Callable[[Any], np.ndarray]:
        """Return the measure of that name; ``seconds`` is the first, and looks for all."""

        def measured(run: Any) -> np.ndarray:
            if name == "seconds":
                self.look(run)
            return self.found.get(name, np.full(len(run.seeds), np.nan))

        return measured

    def look(self, run: Any) -> None:
        """Measure whatever is due."""
        self.seconds += (time.process_time() - self.left) if run.iteration else 0.0
        self.found = {"seconds": np.full(len(run.seeds), self.seconds)}
        if self.asked.chosen is not None:
            self.found |= self.critic(run)
        if run.iteration == run.iterations:
            self.found |= self.samples(run)
        self.left = time.process_time()

    def real(self, n: int, purpose: int) -> Float[np.ndarray, "members n 2"]:
        """Return fresh real samples for each member, alike for those of one seed."""
        each = {
            s: self.law.sample(n, np.random.default_rng([s, purpose, n])) for s in self.asked.own
        }
        return np.stack([each[s] for s in self.asked.seeds])

    def critic(self, run: Any) -> dict[str, np.ndarray]:
        """Return the critic's bearing at fakes of the generator that it plays against."""
        fake = np.asarray(run.fakes(SEEN, seed=10 + run.iteration, averaged=False))
        real, other = (self.real(SEEN, 100 * k + run.iteration) for k in (1, 2))
        plans = [
            exact(*three) if np.isfinite(three[-1]).all() else None
            for three in zip(real, other, fake, strict=True)
        ]
        return bearing(run.critic, run.objective.generator, real, fake, plans)

    def samples(self, run: Any) -> dict[str, np.ndarray]:
        """Return the scores of the averaged generator at the end."""
        members = len(run.seeds)
        found = {n: np.full(members, np.nan) for n in ("modes", "quality", "glance", "w1")}
        glances = [self.w1(run, GLANCED, k, range(members)) for k in range(GLANCES)]
        found["glance"] = np.mean(glances, axis=0)
        made, sane = generated(run, JUDGED, 3)
        if sane.any():
            centres, std = self.law.centres, self.law.std
            found["modes"][sane] = metrics.modes_covered(made[sane], centres, std)
            found["quality"][sane] = metrics.high_quality(made[sane], centres, std)
        if self.asked.chosen is not None:
            own, k = len(self.asked.own), self.asked.chosen
            found["w1"] = self.w1(run, JUDGED, 3, range(k * own, (k + 1) * own))
        return found

    def w1(self, run: Any, n: int, draw: int, members: range) -> Float[np.ndarray, " members"]:
        """Return the exact W1 of these members by a draw of real samples and latent points."""
        made, sane = generated(run, n, draw)
        real, found = self.real(n, 10 + draw), np.full(len(made), np.nan)
        for s in members:
            if sane[s]:
                found[s] = metrics.w1_measure(real[s], n=n)(_Made(made[s][None]))[0]
        return found


@dataclass(frozen=True, eq=False)
class _Made:
    """Samples that are there already, as a run that generates them."""

    samples: Float[np.ndarray, "1 n 2"]

    def fakes(self, n: int, seed: int = 0) -> Float[np.ndarray, "1 n 2"]:
        """Return the samples."""
        return self.samples[:, :n]


@cache
def train(data: str) -> np.ndarray:
    """Return what is trained on: samples of the law, read-only."""
    drawn = np.asarray(LAWS[data].sample(TRAINED_ON, 0), dtype=np.float32)
    drawn.setflags(write=False)
    return drawn


@cache
def floor(data: str, n: int = JUDGED) -> Floor:
    """Return the exact W1 of two draws of n real samples."""
    return metrics.w1_floor(LAWS[data].sample, n, repeats=8, rng=7)


def _cells() -> list[tuple[str, int, str, str]]:
    return [
        (data, iterations, objective, hold)
        for data, budgets in BUDGETS.items()
        for iterations in budgets
        for objective in CRITIC_OBJECTIVES
        for hold in HOLDS
    ]


def factorial_rates() -> list[Factorial]:
    """Every objective under every hold: three strengths at six rates; seeds of the search."""
    return [
        Factorial(objective, hold, data, n, tuple(HOLDS[hold].trials()), SEARCHED)
        for data, n, objective, hold in _cells()
    ]


def factorial() -> list[Factorial]:
    """The same, each strength at the rate that did best in ``factorial_rates``; other seeds."""
    best = chosen(load("factorial_rates"))
    return [
        Factorial(objective, hold, data, n, *best[data, n, objective, hold])
        for data, n, objective, hold in _cells()
    ]


Choice = tuple[tuple[tuple[float, float], ...], tuple[int, ...], int]


def chosen(results: Results) -> Mapping[tuple[str, int, str, str], Choice]:
    """Return for each cell the best trial of each strength, the seeds to report, the best of all.

    Best is the least glance, mean over the seeds of the search; where one ran away it is infinite.
    """
    found: dict[tuple[str, int, str, str], Choice] = {}
    for outcome in results:
        facts = outcome.facts
        scores = trial_scores(outcome)
        trials = list(zip(facts["strengths"], facts["rates"], strict=True))
        best = [
            min((k for k, t in enumerate(trials) if t[0] == s), key=scores.__getitem__)
            for s in HOLDS[facts["hold"]].strengths
        ]
        key = (facts["data"], facts["iterations"], facts["objective"], facts["hold"])
        first = min(range(len(best)), key=lambda k: scores[best[k]])
        found[key] = (tuple(trials[k] for k in best), REPORTED, first)
    return found


def trial_scores(outcome: Outcome) -> Float[np.ndarray, " trials"]:
    """Return the glance of each trial, mean over the seeds; infinite where one ran away."""
    glance = outcome.last("glance").reshape(len(outcome.facts["rates"]), -1)
    return np.nan_to_num(glance, nan=np.inf).mean(axis=-1)


def of_trial(
    outcome: Outcome, name: str, trial: int | None = None
) -> Float[np.ndarray, "looks seeds"]:
    """Return a series of the seeds of one trial, by default of the chosen one."""
    series = outcome.record[name]
    facts = outcome.facts
    k = facts["chosen"] if trial is None else trial
    return series.reshape(len(series), len(facts["rates"]), -1)[:, k]
