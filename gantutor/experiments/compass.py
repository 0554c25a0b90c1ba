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
from gantutor.distributions import Ring
from gantutor.experiments.bearing import BEARING, Exact, bearing, exact
from gantutor.experiments.factorial import BATCH, HIDDEN, HOLDS, RATES
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.own_rates import RatesRun
from gantutor.names import known
from gantutor.recording import record
from gantutor.training.samples import digest

Points = Float[np.ndarray, "n 2"]
Draw = Callable[[int, np.random.Generator], Points]

RING = Ring(std=0.1)
STEPS, LOOKS = 400, 2
TRAINED_ON, SEEN = 20_000, 400  # samples of each law to train on, and fresh ones to look at
SEARCHED, REPORTED = (100, 101), (0, 1, 2, 3)
# A classifier and a potential; the critic of minimax is that of the non-saturating game.
OBJECTIVES = ("nonsaturating", "wasserstein")
STILL_RATES = RATES[1:4]  # nobody moves: neither the slowest nor the fastest are needed


def _turned(n: int, rng: np.random.Generator) -> Points:
    """The ring, turned by half the angle between two modes."""
    angle = np.pi / RING.modes
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return RING.sample(n, rng) @ turn


def _reweighted(n: int, rng: np.random.Generator) -> Points:
    """The ring with masses 1 : 2 : … : 8 in the place of equal ones."""
    masses = np.arange(1, RING.modes + 1)
    modes = rng.choice(RING.modes, size=n, p=masses / masses.sum())
    return RING.centres[modes] + rng.normal(0.0, RING.std, (n, 2))


@dataclass(frozen=True)
class Pair:
    """The ring, and a law that stands beside it as the fakes."""

    name: str
    title: str
    fake: Draw

    def draw(self, n: int, key: tuple[int, ...]) -> tuple[Points, Points, Points]:
        """Return n real samples, n others, and n fakes; a key gives the same again."""
        rng = np.random.default_rng(key)
        return RING.sample(n, rng), RING.sample(n, rng), self.fake(n, rng)


PAIRS: dict[str, Pair] = {
    pair.name: pair
    for pair in (
        Pair("shifted", "moved by 1", RING.shift((1.0, 0.0)).sample),
        Pair("widened", "1½ times as wide", Ring(radius=3.0, std=RING.std).sample),
        Pair("turned", "turned by half a gap", _turned),
        Pair("reweighted", "masses 1 to 8", _reweighted),
    )
}


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
    own: tuple[int, ...] = SEARCHED + REPORTED

    def __post_init__(self) -> None:
        known("objective of a critic", self.objective, OBJECTIVES)
        known("hold", self.hold, HOLDS)
        known("pair", self.pair, PAIRS)
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
        return f"{self.pair}, {self.objective}, {self.hold}, {self.steps} steps"

    @property
    def rates(self) -> tuple[float, ...]:
        """The learning rate of each member."""
        return tuple(rate for _, rate in self.trials for _ in self.own)

    def config(self) -> gan.Config:
        """Return the configuration: a game without a generator, one critic step an iteration."""
        each = tuple(strength for strength, _ in self.trials for _ in self.own)
        return gan.Config(
            critic=nets.MLP((2, *HIDDEN, 1)),
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
        """Return what an outcome is looked up by."""
        return {
            "objective": self.objective,
            "hold": self.hold,
            "pair": self.pair,
            "strengths": [strength for strength, _ in self.trials],
            "rates": [rate for _, rate in self.trials],
        }

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
        drawn = {s: PAIRS[self.pair].draw(SEEN, (s, 5)) for s in self.own}
        real, fake = (np.stack([drawn[s][k] for s in self.seeds]) for k in (0, 2))
        plans = [_exact(self.pair, s) for s in self.seeds]
        found = bearing(run.critic, run.objective.generator, real, fake, plans)
        return {**found, "w1": found["w1_now"]}


@cache
def train(pair: str) -> tuple[np.ndarray, np.ndarray]:
    """Return real samples and fakes to train on."""
    real, _, fake = PAIRS[pair].draw(TRAINED_ON, (0, 6))
    return real.astype(np.float32), fake.astype(np.float32)


@cache
def _exact(pair: str, seed: int) -> Exact:
    return exact(*PAIRS[pair].draw(SEEN, (seed, 5)))


def compass() -> list[Standing]:
    """Every critic's objective under every hold against every pair of laws."""
    return [
        Standing(objective, hold, pair)
        for pair in PAIRS
        for objective in OBJECTIVES
        for hold in HOLDS
    ]


def by_trial(outcome: Outcome, name: str) -> Float[np.ndarray, "trials seeds"]:
    """Return a series at the end, one row for each trial."""
    return outcome.last(name).reshape(len(outcome.facts["rates"]), -1)
