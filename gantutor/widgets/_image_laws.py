"""How the law of one number of an image moves through training, against that of real images."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from gantutor.divergences import js
from gantutor.transport import w1_line

BINS = 48
"""Bins of a histogram: the window in equal parts."""

REACH = 2.0
"""How far the window may go beyond the real values, in units of their range."""

REPEATS = 20
"""Pairs of halves of the real values behind a floor."""


def moving(
    name: str,
    real: Float[np.ndarray, " n"],
    fake: Float[np.ndarray, "films frames m"],
) -> dict[str, Any]:
    """Return histograms and distances of the laws of one statistic, as values for JSON.

    ``extent``: the window, which holds the real values and, as far as `REACH` allows, nearly all
    generated ones. ``real``: how many real values lie in each of `BINS` equal bins of it.
    ``floors``: what W1 and JS would be of a perfect generator, from real values alone: a mean over
    `REPEATS` pairs of halves of them, taken to the ``sizes`` m and n that are compared. With h in
    each half, W1 falls with √(2/h), and JS, a sum of squares to first order, with 2/h: so they are
    multiplied by √s and by s, s = (1/m + 1/n) / (2/h).
    ``films``: for each, frame by frame, its ``counts``, how many values are ``outside``, and the
    distances to the real law: ``w1``, exact, in units of the statistic; ``js`` of the two
    histograms, in nats, with one bin more on each side for what is outside. A frame with a NaN has
    counts of 0 and None for both.
    """
    extent = _window(real, fake[np.isfinite(fake)])
    edges = np.linspace(extent[0], extent[1], BINS + 1)

    def between(x: np.ndarray, y: np.ndarray) -> float:
        return js(*(_masses(values, edges) / len(values) for values in (x, y)))

    sizes, half = (fake.shape[-1], len(real)), len(real) // 2
    shrink = sum(1 / size for size in sizes) * half / 2
    halves = list(_halves(real, half))
    floors = {
        "w1": float(np.mean([w1_line(x, y) for x, y in halves]) * np.sqrt(shrink)),
        "js": float(np.mean([between(x, y) for x, y in halves]) * shrink),
    }
    films = []
    for film in fake:
        sane = [bool(np.isfinite(frame).all()) for frame in film]
        masses = [
            _masses(frame, edges) if whole else np.zeros(BINS + 2, dtype=np.int64)
            for frame, whole in zip(film, sane, strict=True)
        ]
        seen = list(zip(film, sane, strict=True))
        films.append(
            {
                "counts": [m[1:-1].tolist() for m in masses],
                "outside": [int(m[0] + m[-1]) for m in masses],
                "w1": _shown([w1_line(real, f) if whole else None for f, whole in seen]),
                "js": _shown([between(real, f) if whole else None for f, whole in seen]),
            }
        )
    return {
        "name": name,
        "extent": extent,
        "real": _masses(real, edges)[1:-1].tolist(),
        "floors": floors,
        "sizes": list(sizes),
        "films": films,
    }


def _halves(values: np.ndarray, half: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(0)
    for _ in range(REPEATS):
        chosen = rng.permutation(values)
        yield chosen[:half], chosen[half : 2 * half]


def _window(real: Float[np.ndarray, " n"], fake: Float[np.ndarray, " k"]) -> list[float]:
    low, high = float(real.min()), float(real.max())
    span = max(high - low, 1e-6)
    if fake.size:
        least, most = np.quantile(fake, [0.005, 0.995])
        low = max(min(low, float(least)), low - REACH * span)
        high = min(max(high, float(most)), high + REACH * span)
    margin = 0.04 * (high - low) or span
    return [low - margin, high + margin]


def _masses(
    values: Float[np.ndarray, " n"], edges: Float[np.ndarray, " k"]
) -> Int[np.ndarray, " bins"]:
    """Return how many values lie below the window, in each of its bins, and above it."""
    return np.histogram(values, np.concatenate([[-np.inf], edges, [np.inf]]))[0]


def _shown(values: Sequence[float | None]) -> list[float | None]:
    """Nine digits: more than anyone compares, and half the bytes."""
    return [None if v is None else float(f"{v:.9g}") for v in values]
