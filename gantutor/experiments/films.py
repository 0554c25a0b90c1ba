"""One seed of each game of the factorial, looked at closely: samples and critic at each look."""

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from jaxtyping import Float

from gantutor.experiments import factorial as games
from gantutor.experiments.bearing import bearing, exact
from gantutor.experiments.factorial import CRITIC_OBJECTIVES, HOLDS, LAWS, Factorial
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.own_rates import RatesRun
from gantutor.experiments.results import load
from gantutor.recording import record

DATA, ITERATIONS, SEED = "ring", max(games.BUDGETS["ring"]), 0
LOOKS, SAMPLES = 10, 500  # samples that the numbers are computed from
SHOWN = 64  # of them, to be seen
WINDOW, CELLS = 3.2, 13  # the critic on an even grid over [−WINDOW, WINDOW]²


@dataclass(frozen=True)
class Film:
    """A game of the factorial at its best setting, played once more by one seed alone.

    Recorded are samples of the generator that plays, which the critic is to judge, and the critic's
    values around them; beside them the exact W1 of ``SAMPLES`` samples, the critic's value and the
    cosine of its gradient, as in `bearing`.
    """

    objective: str
    hold: str
    trial: tuple[float, float]
    iterations: int = ITERATIONS

    def __post_init__(self) -> None:
        self._game()

    def _game(self) -> Factorial:
        return Factorial(
            self.objective, self.hold, DATA, self.iterations, (self.trial,), (SEED,), 0
        )

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        return self._game().name

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seed that is played."""
        return (SEED,)

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        return json.loads(json.dumps(self._game().settings()))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        strength, rate = self.trial
        return {
            "objective": self.objective,
            "hold": self.hold,
            "data": DATA,
            "strength": strength,
            "rate": rate,
        }

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return ("w1", "value", "cosine")

    def shortened(self) -> "Film":
        """Return the same with two iterations."""
        return replace(self, iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        game = self._game()
        played = RatesRun(
            game.config(), games.train(DATA), seeds=self.seeds, rates=game.rates, device=device
        )
        history = record(
            played,
            {name: partial(_number, name=name) for name in self.measured()},
            {"fakes": _shown, "surface": _surface},
            command=command,
            every=max(1, -(-self.iterations // LOOKS)),
        )
        samples = _fakes(played)[0, :SHOWN].astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)


def real(n: int = SHOWN) -> Float[np.ndarray, "n 2"]:
    """Return real samples to stand beside the generated ones."""
    return LAWS[DATA].sample(n, np.random.default_rng([SEED, 8]))


def _fakes(run: RatesRun) -> np.ndarray:
    return np.asarray(run.fakes(SAMPLES, seed=11, averaged=False))


def _shown(run: RatesRun) -> np.ndarray:
    return _fakes(run)[:, :SHOWN].astype(np.float16)


def _surface(run: RatesRun) -> np.ndarray:
    ticks = np.linspace(-WINDOW, WINDOW, CELLS)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    return run.score(grid).reshape(1, CELLS, CELLS).astype(np.float32)


def _number(run: RatesRun, name: str) -> np.ndarray:
    """Return one of the numbers; all are computed for each, which costs little here."""
    fake = _fakes(run)
    x, other = (LAWS[DATA].sample(SAMPLES, np.random.default_rng([SEED, k])) for k in (9, 10))
    plan = exact(x, other, fake[0]) if np.isfinite(fake).all() else None
    seen = bearing(run.critic, run.objective.generator, x[None], fake, [plan])
    return seen["w1_now" if name == "w1" else name]


def films() -> list[Film]:
    """Every game of the factorial on the ring, the longer one, at the setting that did best."""
    best = games.chosen(load("factorial_rates"))
    found = []
    for objective in CRITIC_OBJECTIVES:
        for hold in HOLDS:
            trials, _, first = best[DATA, ITERATIONS, objective, hold]
            found.append(Film(objective, hold, trials[first]))
    return found
