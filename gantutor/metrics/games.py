"""One convention for every measure: samples are (n, d) for one game or (S, n, d) for S games."""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float
from numpy.typing import ArrayLike


@runtime_checkable
class Fakes(Protocol):
    """Whatever generates: all that a measure needs of a `gantutor.training.Match`."""

    def fakes(self, n: int, seed: int = 0) -> Any:
        """Return n generated samples of every game, (S, n, d)."""


def as_array(name: str, values: ArrayLike) -> Float[np.ndarray, "..."]:
    """Return `values` as finite float64; tensors may live on a device and carry a gradient.

    Raises ValueError when a value is NaN or infinite, or when nothing is there.
    """
    detach = getattr(values, "detach", None)
    array = np.asarray(detach().cpu() if detach else values, dtype=np.float64)
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if not np.isfinite(array).all():
        bad = int(array.size - np.isfinite(array).sum())
        raise ValueError(f"{name} must be finite, got {bad} NaN or infinite of {array.size} values")
    return array


def as_samples(name: str, samples: ArrayLike) -> Float[np.ndarray, "n d"]:
    """Return one set of samples, (n, d), checked."""
    array = as_array(name, samples)
    if array.ndim != 2:
        raise ValueError(
            f"{name} must have shape (n, d), got {array.shape}" + _column_hint(name, array)
        )
    return array


def as_games(name: str, samples: ArrayLike) -> Float[np.ndarray, "games n d"]:
    """Return samples as (S, n, d), checked; (n, d) becomes one game."""
    array = as_array(name, samples)
    if array.ndim not in (2, 3):
        raise ValueError(
            f"{name} must have shape (n, d) or (S, n, d), got {array.shape}"
            + _column_hint(name, array)
        )
    return array if array.ndim == 3 else array[None]


def per_game(
    measure: Callable[[Float[np.ndarray, "n d"]], float], name: str, samples: ArrayLike
) -> float | Float[np.ndarray, " games"]:
    """Apply `measure` to each game: a float for (n, d), an (S,) array for (S, n, d)."""
    games = as_games(name, samples)
    values = np.array([measure(game) for game in games], dtype=np.float64)
    return values if np.ndim(samples) == 3 else float(values[0])


def of_fakes(
    measure: Callable[[np.ndarray], ArrayLike], n: int, seed: int = 0
) -> Callable[[Fakes], Float[np.ndarray, "games ..."]]:
    """Turn a measure of samples into a measure of a match, for `recording.record`.

    The n samples are drawn from the same latent points each time (`match.fakes(n, seed)`), so that
    a curve over the training moves because the generator moved and not because the draw did.

    measure: maps (S, n, d) to (S,) or (S, …); so does the returned function, from a match. A game
    that has diverged to NaN or infinity is measured as NaN, the others as ever.
    Raises ValueError for n < 1, or when `measure` does not return one value for each game.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")

    def measured(match: Fakes) -> Float[np.ndarray, "games ..."]:
        fakes, sane = generated(match, n, seed)
        if not sane.any():
            return np.full(len(fakes), np.nan)
        values = np.asarray(measure(fakes[sane]), dtype=np.float64)
        if values.shape[:1] != (int(sane.sum()),):
            raise ValueError(
                f"the measure must return one value for each of {int(sane.sum())} games, "
                f"got shape {values.shape}"
            )
        everyone = np.full((len(fakes), *values.shape[1:]), np.nan)
        everyone[sane] = values
        return everyone

    return measured


def generated(
    match: Fakes, n: int, seed: int
) -> tuple[Float[np.ndarray, "games n d"], Bool[np.ndarray, " games"]]:
    """Return n generated samples of each game, and which games are finite throughout."""
    fakes = match.fakes(n, seed=seed)
    detach = getattr(fakes, "detach", None)
    array = np.asarray(detach().cpu() if detach else fakes)
    if array.ndim != 3:
        raise ValueError(f"match.fakes(n) must have shape (S, n, d), got {array.shape}")
    return array, np.isfinite(array).all(axis=(1, 2))


def _column_hint(name: str, array: np.ndarray) -> str:
    return f"; for points on a line pass {name}[:, None]" if array.ndim == 1 else ""
