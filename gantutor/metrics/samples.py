"""One convention for every measure: samples are (n, d) for one seed or (S, n, d) for S seeds."""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float
from numpy.typing import ArrayLike


@runtime_checkable
class Fakes(Protocol):
    """Whatever generates: all that a measure needs of a `gantutor.training.Run`."""

    def fakes(self, n: int, seed: int = 0) -> Any:
        """Return n generated samples of every seed, (S, n, d)."""


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


def as_seeded_samples(name: str, samples: ArrayLike) -> Float[np.ndarray, "seeds n d"]:
    """Return samples as (S, n, d), checked; (n, d) becomes one seed."""
    array = as_array(name, samples)
    if array.ndim not in (2, 3):
        raise ValueError(
            f"{name} must have shape (n, d) or (S, n, d), got {array.shape}"
            + _column_hint(name, array)
        )
    return array if array.ndim == 3 else array[None]


def as_images(images: ArrayLike, pixels: int) -> Float[np.ndarray, "*seeds n pixels"]:
    """Return flat images (n, pixels) or (S, n, pixels), checked: finite, and in [−1, 1]."""
    array = as_array("images", images)
    if array.ndim not in (2, 3) or array.shape[-1] != pixels:
        raise ValueError(
            f"images must have shape (n, {pixels}) or (S, n, {pixels}), got {array.shape}"
        )
    low, high = array.min(), array.max()
    if low < -1 - 1e-6 or high > 1 + 1e-6:
        raise ValueError(f"images must lie in [-1, 1], got values from {low:.3g} to {high:.3g}")
    return array


def per_seed(
    measure: Callable[[Float[np.ndarray, "n d"]], float], name: str, samples: ArrayLike
) -> float | Float[np.ndarray, " seeds"]:
    """Apply `measure` to each seed: a float for (n, d), an (S,) array for (S, n, d)."""
    stacked = as_seeded_samples(name, samples)
    values = np.array([measure(one) for one in stacked], dtype=np.float64)
    return values if np.ndim(samples) == 3 else float(values[0])


def of_fakes(
    measure: Callable[[np.ndarray], ArrayLike], n: int, seed: int = 0
) -> Callable[[Fakes], Float[np.ndarray, "seeds ..."]]:
    """Turn a measure of samples into a measure of a run, for `recording.record`.

    The n samples are drawn from the same latent points each time (`run.fakes(n, seed)`), so that
    a curve over the training moves because the generator moved and not because the draw did.

    measure: maps (S, n, d) to (S,) or (S, …); so does the returned function, from a run. A seed
    that has diverged to NaN or infinity is measured as NaN, the others as ever.
    Raises ValueError for n < 1, or when `measure` does not return one value for each seed.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")

    def measured(run: Fakes) -> Float[np.ndarray, "seeds ..."]:
        fakes, sane = generated(run, n, seed)
        if not sane.any():
            return np.full(len(fakes), np.nan)
        values = np.asarray(measure(fakes[sane]), dtype=np.float64)
        if values.shape[:1] != (int(sane.sum()),):
            raise ValueError(
                f"the measure must return one value for each of {int(sane.sum())} seeds, "
                f"got shape {values.shape}"
            )
        everyone = np.full((len(fakes), *values.shape[1:]), np.nan)
        everyone[sane] = values
        return everyone

    return measured


def generated(
    run: Fakes, n: int, seed: int
) -> tuple[Float[np.ndarray, "seeds n d"], Bool[np.ndarray, " seeds"]]:
    """Return n generated samples of each seed, and which seeds are finite throughout."""
    fakes = run.fakes(n, seed=seed)
    detach = getattr(fakes, "detach", None)
    array = np.asarray(detach().cpu() if detach else fakes)
    if array.ndim != 3:
        raise ValueError(f"run.fakes(n) must have shape (S, n, d), got {array.shape}")
    return array, np.isfinite(array).all(axis=(1, 2))


def _column_hint(name: str, array: np.ndarray) -> str:
    return f"; for points on a line pass {name}[:, None]" if array.ndim == 1 else ""
