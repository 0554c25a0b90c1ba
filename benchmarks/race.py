"""Seconds until the ring is learned: all 8 modes, and 90% of the samples within 4σ of one."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from benchmarks.ring import ring_run
from benchmarks.textbook import Textbook, ring
from benchmarks.timing import one_thread
from gantutor import distributions, metrics
from gantutor.gan import AdversarialRun
from gantutor.report import Comparison, Measurement, Reading

RING = distributions.Ring()  # deviation 1% of the radius
ITERATIONS = 2500
SAMPLES = 2000


@dataclass
class Racer:
    """A loop with a clock of its own: seconds of training alone, and when each seed was there."""

    iterate: Callable[[], object]
    samples: Callable[[], np.ndarray]  # (S, n, 2)
    every: int  # iterations between two looks
    last: int  # iterations, at most
    seconds: float = 0.0
    done: int = 0
    reached: dict[int, float] = field(default_factory=dict)

    def go(self, enough: int, patience: float) -> bool:
        """Train on to the next look; return whether the race goes on."""
        began = time.perf_counter()
        for _ in range(min(self.every, self.last - self.done)):
            self.iterate()
            self.done += 1
        self.seconds += time.perf_counter() - began
        for seed in np.flatnonzero(learned(self.samples())):
            self.reached.setdefault(int(seed), self.seconds)
        return len(self.reached) < enough and self.done < self.last and self.seconds < patience


def learned(samples: np.ndarray) -> np.ndarray:
    """Return for each game (S, n, 2) whether it has all modes and 90% within 4σ."""
    sane = np.isfinite(samples).all(axis=(1, 2))
    samples = np.where(sane[:, None, None], samples, 1e6)  # diverged: nowhere near
    modes = metrics.modes_covered(samples, RING.centres, RING.std, within=4.0)
    share = metrics.high_quality(samples, RING.centres, RING.std, within=4.0)
    return sane & (np.asarray(modes) == RING.modes) & (np.asarray(share) >= 0.9)


def of_run(run: AdversarialRun) -> Racer:
    """Enter a run, looked at through its averaged generator."""
    last = run.config.iterations
    return Racer(run.iterate, lambda: run.fakes(SAMPLES), max(1, last // 100), last)


def of_textbook(loop: Textbook, every: int = 25) -> Racer:
    """Enter a textbook loop; it has no last iteration."""
    return Racer(loop.iterate, lambda: loop.fakes(SAMPLES).numpy()[None], every, 10**9)


def measurements(short: bool = False, patience: float = 900.0) -> list[Measurement]:
    """Race the textbook settings against ours, in turns, each on its own clock, on one thread.

    ``patience``: seconds after which a racer is given up; the ratio is then a lower bound.
    """
    with one_thread():
        return _raced(5, 1, 0.1) if short else _raced(ITERATIONS, 25, patience)


def _raced(iterations: int, every: int, patience: float) -> list[Measurement]:
    alone, eight = (
        of_run(ring_run(seeds, std=RING.std, iterations=iterations)) for seeds in (1, 8)
    )
    textbook = of_textbook(Textbook(ring(RING.std)), every)
    racing = [(textbook, 1), (alone, 1), (eight, 8)]
    while racing:
        racing = [(r, enough) for r, enough in racing if r.go(enough, patience)]

    found: list[Measurement] = []
    if alone.reached:
        there = textbook.reached
        found.append(
            Comparison(
                "ring, σ 1% of the radius: training until all 8 modes and 90% within 4σ",
                f"textbook settings, {textbook.done:,} iterations",
                there.get(0, textbook.seconds),
                f"ours, 1 seed, of {iterations:,} iterations",
                alone.reached[0],
                60.0,
                note="" if there else "the textbook loop was given up: the ratio is a lower bound",
            )
        )
    times = sorted(eight.reached.values())
    found.append(
        Reading(
            f"the same with 8 seeds at once: seeds that arrive in {iterations:,} iterations",
            len(times),
            "of 8",
            goal=7,
            at_least=True,
        )
    )
    if len(times) >= 7:
        found.append(Reading("seconds until the seventh of them is there", times[6], "s", 60.0))
    return found
