"""One rule for randomness: the caller hands it in."""

import numpy as np


def generator(rng: np.random.Generator | int) -> np.random.Generator:
    """The generator itself, or a fresh one made from an integer seed.

    Raises:
        TypeError: for anything else, ``None`` too: nothing here draws from a hidden source.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, int | np.integer) and not isinstance(rng, bool):
        return np.random.default_rng(int(rng))
    raise TypeError(f"rng must be a numpy.random.Generator or an integer seed, got {rng!r}")


def count(n: int) -> int:
    """The number of samples ``n`` as a Python integer of at least 1.

    Raises:
        ValueError: ``n`` is not a whole number, or below 1.
    """
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise ValueError(f"n must be a whole number of at least 1, got {n!r}")
    return int(n)
