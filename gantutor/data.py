"""Data sets that come with the installation: nothing here needs a network."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, Int


@dataclass(frozen=True, eq=False)
class Digits:
    """Handwritten digits, 8×8 pixels, flattened: images in [−1, 1] (ink is +1), labels 0 to 9."""

    images: Float32[np.ndarray, "n pixels"]
    labels: Int[np.ndarray, " n"]

    side: int = 8

    def __len__(self) -> int:
        return len(self.images)


def digits() -> Digits:
    """Return the 1,797 handwritten digits that scikit-learn bundles; the arrays are read-only.

    Raw grey levels 0 to 16 are mapped to [−1, 1]. Shapes (1797, 64) float32 and (1797,) int64.
    Source: Alpaydin & Kaynak 1998, UCI "Optical Recognition of Handwritten Digits" (test part).
    """
    from sklearn.datasets import load_digits  # slow to import, so only when asked

    raw = load_digits()
    images = (raw.data / 8 - 1).astype(np.float32)
    labels = raw.target.astype(np.int64)
    images.setflags(write=False)
    labels.setflags(write=False)
    return Digits(images, labels)


_LOADERS: dict[str, Callable[[], Digits]] = {"digits": digits}

NAMES: tuple[str, ...] = tuple(_LOADERS)
"""The data sets that ``load`` knows."""


def load(name: str) -> Digits:
    """Return a data set by name; an unknown name raises ValueError with the known ones."""
    if name not in _LOADERS:
        raise ValueError(f"unknown data set {name!r}; known: {', '.join(NAMES)}")
    return _LOADERS[name]()
