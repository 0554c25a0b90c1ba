"""The referee's share: how much of a training cell goes into exact W1."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from benchmarks.digits import digits_run
from benchmarks.timing import one_thread
from gantutor import constraints, gan, metrics, nets
from gantutor.data import digits
from gantutor.distributions import Ring
from gantutor.recording import Measure, Record, record
from gantutor.report import Measurement, Reading

GOAL = 15.0  # % of a training cell


def measurements(short: bool = False) -> list[Measurement]:
    """Train as the chapters do on a laptop, one thread, and read the share of exact W1.

    Fewer iterations than in the chapters where that saves time, with as many iterations for each
    measurement. ``short`` takes fewer still, and smaller samples: its shares say nothing.
    """
    with one_thread():
        return [*_penalty_ring(short), _digits(short), _clipping(short)]


def _reading(cell: str, runs: Iterable[Record], note: str) -> Reading:
    runs = list(runs)
    referee, all_of_it = sum(r.measuring["w1"] for r in runs), sum(r.seconds for r in runs)
    what = f"the referee's share of a training cell: {cell}"
    return Reading(what, 100 * referee / all_of_it, "%", GOAL, note=note)


def _recorded(
    run: gan.AdversarialRun,
    every: int,
    looks: int,
    measures: Mapping[str, Measure],
    frames: Mapping[str, Measure] | None = None,
) -> Record:
    """Record what a chapter's cell would, for its first ``looks`` times ``every`` iterations."""
    return record(run, measures, frames, until=looks * every, every=every)


def _penalty_ring(short: bool) -> list[Reading]:
    """The ring of the chapter on the gradient penalty: 16 penalised games, and 8 clipped ones."""
    ring, n, many = Ring(std=0.1), *((32, 50) if short else (192, 1000))
    data = ring.sample(4096, 0)
    every, looks = (2, 2) if short else (17, 8)
    players: dict[str, Any] = {
        "critic": nets.MLP((2, 64, 64, 64, 1)),
        "generator": nets.MLP((2, 64, 64, 64, 2)),
        "n_critic": 3,
        "batch": 128,
        "iterations": 600,
    }
    penalty = constraints.GradientPenalty([0.1] * 8 + [10.0] * 8)
    contestants = {
        "16 penalised games": (gan.Config(**players, constraint=penalty), 16),
        "8 clipped games": (
            gan.Config(**players, constraint=constraints.Clip(0.2), optimiser="rmsprop", lr=2e-3),
            8,
        ),
    }
    centres, std = ring.centres, ring.std
    corners = np.linspace(-3, 3, 36)
    grid = np.stack(np.meshgrid(corners, corners), axis=-1).reshape(-1, 2)
    readings = []
    for name, (config, seeds) in contestants.items():
        measures = {
            "w1": metrics.w1_measure(data, n=n),
            "modes": metrics.of_fakes(lambda y: metrics.modes_covered(y, centres, std), many),
            "quality": metrics.of_fakes(lambda y: metrics.high_quality(y, centres, std), many),
        }
        frames = {
            "fakes": lambda m: m.fakes(300),
            "surface": lambda m: m.score(grid).reshape(len(m.seeds), 36, 36),
        }
        run = gan.start(config, data, seeds=[*range(8)] * (seeds // 8), device="cpu")
        history = _recorded(run, every, looks, measures, frames)
        note = f"n = {n}, every {every} iterations; {every * looks} of 600 iterations"
        readings.append(_reading(f"ring, {name}", [history], note))
    return readings


def _digits(short: bool) -> Reading:
    """Digits, as in the chapter on the gradient penalty: one game, 64 dimensions."""
    images = digits().images
    order = np.random.default_rng(0).permutation(len(images))
    ours, others = images[order[:898]], images[order[898:1796]]
    n, every, looks = (40, 1, 2) if short else (500, 250, 2)

    def against_ours(fakes: np.ndarray) -> np.ndarray:
        return np.stack(metrics.precision_recall(ours, fakes), axis=-1)

    measures = {
        "precision": metrics.of_fakes(lambda y: against_ours(y)[:, 0], 898),
        "recall": metrics.of_fakes(lambda y: against_ours(y)[:, 1], 898),
        "w1": metrics.w1_measure(others, n=n),
    }
    history = _recorded(digits_run(1, 3000), every, looks, measures)
    note = f"n = {n}, 64-D, every {every} iterations; {every * looks} of 3,000 iterations"
    return _reading("digits, one game", [history], note)


def _clipping(short: bool) -> Reading:
    """The last games of the chapter on weight clipping: three optimisers, one and five steps."""
    data = Ring().sample(4096, 0)
    n, iterations, seeds = (32, 2, 2) if short else (192, 120, 8)
    w1 = metrics.w1_measure(data, n=n)
    optimisers: tuple[dict[str, Any], ...] = (
        {"optimiser": "rmsprop"},
        {"betas": (0.0, 0.9)},
        {"betas": (0.9, 0.9)},
    )
    runs = []
    for optimiser in optimisers:
        for n_critic in (1, 5):
            config = gan.Config(
                critic=nets.MLP((2, 64, 64, 1)),
                generator=nets.MLP((2, 32, 32, 2)),
                constraint=constraints.Clip(0.1),
                n_critic=n_critic,
                iterations=iterations,
                lr=2e-3,
                batch=64,
                decay=False,
                average=0.0,
                **optimiser,
            )
            run = gan.start(config, data, seeds=range(seeds), device="cpu")
            runs.append(record(run, {"w1": w1}, every=iterations))
    note = f"n = {n}, {seeds} seeds, before and after {iterations} iterations; six settings"
    return _reading("ring, clipped, six settings", runs, note)
