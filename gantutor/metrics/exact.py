"""The exact W1 between samples, and the floor below which it says nothing."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.metrics.samples import Fakes, as_samples, as_seeded_samples, generated
from gantutor.transport import w1

Draw = Callable[[int, np.random.Generator], ArrayLike]


class Floor(NamedTuple):
    """A distance of real samples to other real samples: what a perfect generator would score.

    mean, std: over the repeats (std with n − 1), in the units of the distance;
    n: samples on each side; repeats: independent pairs of sample sets.
    """

    mean: float
    std: float
    n: int
    repeats: int


def w1_measure(
    x: ArrayLike, n: int = 256, seed: int = 0
) -> Callable[[Fakes], Float[np.ndarray, " seeds"]]:
    """Return a measure of a run: the exact W1 of n generated against n real samples.

    W1 = min over plans γ of Σ γ_ij ‖x_i − y_j‖, solved by `gantutor.transport.w1`.

    x: (N, d), shared by all seeds, or (S, N, d), one data set for each seed, N ≥ n. Which n real
    samples are used is drawn once, without replacement, from `seed`; the latent points of the
    generated ones are fixed by `seed` as well. The measure maps a run to (S,), in units of x; a
    seed that has diverged to NaN or infinity is NaN.

    Even a perfect generator does not score 0 but `w1_floor(…, n, …)`: draw both.
    Raises ValueError when x holds fewer than n samples, or when the run's samples do not fit x.
    """
    data = as_seeded_samples("x", x)
    if not 1 <= n <= data.shape[1]:
        raise ValueError(f"n must be between 1 and the {data.shape[1]} samples of x, got {n}")
    chosen = np.random.default_rng(seed).choice(data.shape[1], size=n, replace=False)
    real = data[:, chosen]

    def measured(run: Fakes) -> Float[np.ndarray, " seeds"]:
        fakes, sane = generated(run, n, seed)
        if fakes.shape[2] != real.shape[2] or real.shape[0] not in (1, fakes.shape[0]):
            raise ValueError(
                f"generated samples {fakes.shape} do not fit real samples {real.shape}: "
                "(seeds, n, d) must agree in d, and in seeds unless the data are shared"
            )
        values = np.full(len(fakes), np.nan)
        for s in np.flatnonzero(sane):
            values[s] = w1(real[s % len(real)], fakes[s])
        return values

    return measured


def floor_of(
    distance: Callable[[Float[np.ndarray, "n d"], Float[np.ndarray, "n d"]], float],
    draw: Draw | np.ndarray,
    n: int,
    repeats: int,
    rng: np.random.Generator | int,
) -> Floor:
    """Return the distance of two independent sets of n *real* samples, over several repeats.

    draw: draw(n, rng) -> (n, d), such as `Ring().sample`; or a data set (N, d), N ≥ 2n, from which
    the two sets are taken disjointly. Whatever is no better than this floor cannot be told from
    real at this n. Raises ValueError for n < 1, repeats < 2, and data sets that are too small.
    """
    if n < 1 or repeats < 2:
        raise ValueError(f"need n ≥ 1 and repeats ≥ 2 for a spread, got n={n}, repeats={repeats}")
    rng = np.random.default_rng(rng)
    pair = _pairs_by_calling(draw) if callable(draw) else _disjoint_pairs(draw)
    values = [float(distance(*pair(n, rng))) for _ in range(repeats)]
    return Floor(float(np.mean(values)), float(np.std(values, ddof=1)), n, repeats)


def w1_floor(
    draw: Draw | np.ndarray, n: int, repeats: int, rng: np.random.Generator | int
) -> Floor:
    """Return the exact W1 between two sets of n real samples: `floor_of` with `transport.w1`.

    It falls like n^(−1/2) on a line and like n^(−1/d) in d > 2 dimensions, so that on raw images
    the floor is most of the distance (Dudley 1969; Weed & Bach 2019).
    """
    return floor_of(w1, draw, n, repeats, rng)


def _pairs_by_calling(draw: Draw) -> Callable[[int, np.random.Generator], tuple]:
    def pair(n: int, rng: np.random.Generator) -> tuple:
        x, y = (as_samples("draw(n, rng)", draw(n, rng)) for _ in range(2))
        if not x.shape[0] == y.shape[0] == n:
            raise ValueError(f"draw({n}, rng) must return {n} samples, got {len(x)} and {len(y)}")
        return x, y

    return pair


def _disjoint_pairs(data: ArrayLike) -> Callable[[int, np.random.Generator], tuple]:
    data = as_samples("draw (a data set)", data)

    def pair(n: int, rng: np.random.Generator) -> tuple:
        if 2 * n > len(data):
            raise ValueError(f"two disjoint sets of n={n} need {2 * n} samples, got {len(data)}")
        chosen = rng.choice(len(data), size=2 * n, replace=False)
        return data[chosen[:n]], data[chosen[n:]]

    return pair
