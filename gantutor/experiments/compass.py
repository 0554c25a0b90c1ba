"""Critics against laws that stand still: what they are worth as rulers, and as compasses."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float

from gantutor import gan, nets
from gantutor.experiments.bearing import BEARING, Exact, bearing, exact
from gantutor.experiments.factorial import BATCH, HIDDEN, HOLDS, RATES
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.own_rates import RatesRun
from gantutor.experiments.standing_laws import ALL_PAIRS, Drawn
from gantutor.names import known
from gantutor.recording import record
from gantutor.training.samples import digest

STEPS, LOOKS = 400, 2
SEEN = 400  # fresh samples of each law to look at
SEARCHED, REPORTED = (100, 101), (0, 1, 2, 3)
# A classifier and a potential; the critic of minimax is that of the non-saturating game.
OBJECTIVES = ("nonsaturating", "wasserstein")
STILL_RATES = RATES[1:4]  # nobody moves: neither the slowest nor the fastest are needed


@dataclass(frozen=True)
class Standing:
    """Critics of one objective under one hold against the fakes of a ``pair``, side by side.

    Every strength of the hold is tried at three rates by seeds to choose with, `SEARCHED`, and by
    others to report, `REPORTED`. Unknown names raise ValueError.
    """

    objective: str
    hold: str
    pair: str
    steps: int = STEPS
    hidden: tuple[int, ...] = HIDDEN
    own: tuple[int, ...] = SEARCHED + REPORTED

    def __post_init__(self) -> None:
        known("objective of a critic", self.objective, OBJECTIVES)
        known("hold", self.hold, HOLDS)
        known("pair", self.pair, ALL_PAIRS)
        self.config()

    @property
    def trials(self) -> tuple[tuple[float, float], ...]:
        """The settings that are tried, as (strength, rate)."""
        return tuple(HOLDS[self.hold].trials(STILL_RATES))

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of all members: of the first trial, then of the second, and so on."""
        return self.own * len(self.trials)

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        wide = "" if self.hidden == HIDDEN else f", {len(self.hidden)} layers of {self.hidden[0]}"
        return f"{self.pair}, {self.objective}, {self.hold}{wide}, {self.steps} steps"

    @property
    def rates(self) -> tuple[float, ...]:
        """The learning rate of each member."""
        return tuple(rate for _, rate in self.trials for _ in self.own)

    def config(self) -> gan.Config:
        """Return the configuration: a game without a generator, one critic step an iteration."""
        each = tuple(strength for strength, _ in self.trials for _ in self.own)
        return gan.Config(
            critic=nets.MLP((ALL_PAIRS[self.pair].dim, *self.hidden, 1)),
            objective=self.objective,
            constraint=HOLDS[self.hold].make(each),
            batch=BATCH,
            n_critic=1,
            iterations=self.steps,
            lr=1.0,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x, y = train(self.pair)
        data = {
            "x": list(x.shape),
            "y": list(y.shape),
            "digest": digest(torch.tensor(x), torch.tensor(y)),
        }
        found = {**self.config().settings(), "data": data, "rates": list(self.rates)}
        return json.loads(json.dumps(found))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by; a wide critic has facts of its own."""
        facts = {
            "objective": self.objective,
            "hold": self.hold,
            "pair": self.pair,
            "strengths": [strength for strength, _ in self.trials],
            "rates": [rate for _, rate in self.trials],
        }
        return facts if self.hidden == HIDDEN else {**facts, "pair": f"{self.pair}, wide"}

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return (*BEARING[:-1], "w1")

    def shortened(self) -> "Standing":
        """Return the same with two steps and two seeds at most."""
        return replace(self, steps=2, own=self.own[:2])

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Train the critics and return their outcome; it depends on its arguments alone."""
        x, y = train(self.pair)
        played = RatesRun(self.config(), x, y=y, seeds=self.seeds, rates=self.rates, device=device)
        seen: dict[str, np.ndarray] = {}

        def measure(name: str) -> Callable[[Any], np.ndarray]:
            def measured(run: Any) -> np.ndarray:
                if name == self.measured()[0]:
                    seen.update(self._look(run))
                return seen[name]

            return measured

        history = record(
            played,
            {name: measure(name) for name in self.measured()},
            command=command,
            every=max(1, self.steps // LOOKS),
        )
        return Outcome(self.name, self.facts(), history, np.zeros((0, 2), dtype=np.float16))

    def _look(self, run: Any) -> dict[str, np.ndarray]:
        """Return the bearing of all critics, at fresh fakes that are their seed's own."""
        drawn = {s: _seen(self.pair, s) for s in self.own}
        real = np.stack([drawn[s].real for s in self.seeds])
        fake = np.stack([drawn[s].fake for s in self.seeds])
        plans = [_exact(self.pair, s) for s in self.seeds]
        found = bearing(run.critic, run.objective.generator, real, fake, plans)
        return {**found, "w1": found["w1_now"]}


# With more weights and steps than the others have: is it the dimension, or the size of the critic?
WIDE = Standing(
    "wasserstein",
    "one_sided",
    "gaussian",
    steps=1000,
    hidden=(256, 256),
    own=SEARCHED + REPORTED[:2],
)


@cache
def train(pair: str) -> tuple[np.ndarray, np.ndarray]:
    """Return real samples and fakes to train on."""
    real, fake = ALL_PAIRS[pair].train()
    return real.astype(np.float32), fake.astype(np.float32)


def _seen(pair: str, seed: int) -> Drawn:
    return ALL_PAIRS[pair].look(SEEN, (seed, 5))


@cache
def _exact(pair: str, seed: int) -> Exact:
    return exact(*_seen(pair, seed))


def compass() -> list[Standing]:
    """Every critic's objective under every hold against every pair of laws, and one wide critic."""
    every = [
        Standing(objective, hold, pair)
        for pair in ALL_PAIRS
        for objective in OBJECTIVES
        for hold in HOLDS
    ]
    return [*every, WIDE]


def by_trial(outcome: Outcome, name: str) -> Float[np.ndarray, "trials seeds"]:
    """Return a series at the end, one row for each trial."""
    return outcome.last(name).reshape(len(outcome.facts["rates"]), -1)
