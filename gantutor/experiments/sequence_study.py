"""Six ways to train one recurrent model of the small language, all measured exactly."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int64

from gantutor import nets
from gantutor import sequences as seq
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.results import Results, load
from gantutor.names import known
from gantutor.recording import record
from gantutor.training.samples import digest

SENTENCES, HIDDEN, BATCH, CRITIC_STEPS, ITERATIONS = 2000, 16, 64, 3, 1000
RATES = (8e-4, 2e-3, 5e-3, 1.5e-2)
SOFTNESS = (0.3, 1.0)
SEARCHED, REPORTED = tuple(range(100, 104)), tuple(range(8))
LOOKS, DRAWN = 10, 32
TEMPERATURES = tuple(2.0 ** (power / 4) for power in range(-8, 5))
"""Temperatures at which every model is looked at: from a quarter to two."""

METHODS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "likelihood": {"way": "likelihood"},
        "reinforce": {
            "way": "reinforce",
            "objective": "nonsaturating",
            "constraint": "free",
            "baseline": "none",
        },
        "reinforce_baseline": {
            "way": "reinforce",
            "objective": "nonsaturating",
            "constraint": "free",
        },
        "wgan_reinforce": {"way": "reinforce"},
        "gumbel": {"way": "gumbel"},
        "straight_through": {"way": "straight_through"},
    }
)
"""The ways by name, as settings of a `seq.Config`; what is not said is WGAN-GP's."""


@dataclass(frozen=True)
class SequenceExperiment:
    """One way to train the model of the small language, each seed with 2,000 sentences of its own.

    ``softness`` matters to the two relaxed ways. An unknown method raises ValueError.
    """

    method: str
    lr: float
    softness: float = 1.0
    seeds: tuple[int, ...] = REPORTED
    iterations: int = ITERATIONS

    def __post_init__(self) -> None:
        known("method", self.method, METHODS)
        self.config()  # whatever a run refuses is refused here, not on a worker

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        first, last = self.seeds[0], self.seeds[-1]
        return (
            f"small language, {self.method}, rate {self.lr:g}, softness {self.softness:g}, "
            f"{self.iterations} iterations, seeds {first} to {last}"
        )

    def config(self) -> seq.Config:
        """Return the configuration of the run."""
        language = seq.small_language()
        model = seq.GRU(language.vocabulary, language.length, HIDDEN)
        settings = METHODS[self.method]
        critic = None
        if settings["way"] != "likelihood":
            critic = nets.MLP((model.numbers, 64, 64, 1))
        return seq.Config(
            model=model,
            critic=critic,
            softness=self.softness,
            batch=BATCH,
            n_critic=CRITIC_STEPS,
            iterations=self.iterations,
            lr=self.lr,
            **settings,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x = heard(self.seeds)
        data = {"x": list(x.shape), "digest": digest(torch.tensor(x))}
        return json.loads(json.dumps({**self.config().settings(), "data": data}))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {
            "data": "small language",
            "method": self.method,
            "lr": self.lr,
            "softness": self.softness,
        }

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return tuple(seq.exact_measures(seq.small_language()))

    def shortened(self) -> "SequenceExperiment":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        language = seq.small_language()
        run = seq.start(self.config(), heard(self.seeds), seeds=self.seeds, device=device)
        searched = self.seeds == SEARCHED
        log_p = language.log_prob(language.sentences)
        frames = {
            "score_law": lambda run: seq.score_law(log_p, run.law())[1].astype(np.float32),
            "temperatures": lambda run: seq.temperature_curve(run, language, TEMPERATURES).astype(
                np.float32
            ),
        }
        history = record(
            run,
            seq.exact_measures(language),
            {} if searched else frames,
            command=command,
            every=max(1, self.iterations // (1 if searched else LOOKS)),
        )
        samples = run.fakes(DRAWN)[0].astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)


@cache
def heard(seeds: tuple[int, ...]) -> Int64[np.ndarray, "seeds sentences length"]:
    """Return the sentences that each seed is trained on."""
    language = seq.small_language()
    x = np.stack([language.sample(SENTENCES, seed) for seed in seeds])
    x.setflags(write=False)
    return x


def floor(seeds: tuple[int, ...] = REPORTED) -> Float[np.ndarray, " seeds"]:
    """Return the exact W1 between the language and each seed's own 2,000 sentences."""
    language = seq.small_language()
    laws = [seq.empirical(x, language.vocabulary) for x in heard(seeds)]
    return np.array([seq.w1(language.law, q, language.sentences) for q in laws])


class Scores(NamedTuple):
    """What log p(x) is worth, and how often, when the language says x.

    ``values``: the values of log p, in nats; ``real``: their masses in the language; ``heard``:
    in the sentences that each seed was trained on. A record's frames ``score_law`` are masses on
    the same values, when a model says x.
    """

    values: Float[np.ndarray, " scores"]
    real: Float[np.ndarray, " scores"]
    heard: Float[np.ndarray, "seeds scores"]


def scores(seeds: tuple[int, ...] = REPORTED) -> Scores:
    """Return the law of the score in the language, and in each seed's own sentences."""
    language = seq.small_language()
    log_p = language.log_prob(language.sentences)
    own = [seq.empirical(x, language.vocabulary) for x in heard(seeds)]
    values, masses = seq.score_law(log_p, np.stack([language.law, *own]))
    return Scores(values, masses[0], masses[1:])


def sequences_rates() -> list[SequenceExperiment]:
    """Every way at four learning rates, the relaxed ones at two softnesses; four other seeds."""
    return [
        SequenceExperiment(method, lr, softness, SEARCHED)
        for method, settings in METHODS.items()
        for softness in (SOFTNESS if settings["way"] in seq.RELAXATIONS else (1.0,))
        for lr in RATES
    ]


def sequences() -> list[SequenceExperiment]:
    """Every way, with the rate and softness that did best in ``sequences_rates``; new seeds."""
    best = best_settings(load("sequences_rates"))
    return [SequenceExperiment(method, *best[method]) for method in METHODS]


def best_settings(results: Results) -> Mapping[str, tuple[float, float]]:
    """Return for each method the (rate, softness) with the least exact W1, mean over the seeds.

    A seed that ran away counts as infinitely bad.
    """
    scores: dict[str, dict[tuple[float, float], float]] = {}
    for outcome in results:
        w1 = float(np.nan_to_num(outcome.last("w1"), nan=np.inf).mean())
        chosen = (outcome.facts["lr"], outcome.facts["softness"])
        scores.setdefault(outcome.facts["method"], {})[chosen] = w1
    return {method: min(tried, key=tried.__getitem__) for method, tried in scores.items()}
