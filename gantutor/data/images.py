"""What an image data set is, whatever it was read from."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, Int, UInt8


class DataError(RuntimeError):
    """A data set that could not be fetched, or a file of it that is damaged."""


@dataclass(frozen=True, eq=False)
class Digits:
    """Handwritten digits, side × side pixels, flattened: images in [−1, 1] (ink is +1), labels.

    Labels are 0 to 9. The arrays are read-only.
    """

    images: Float32[np.ndarray, "n pixels"]
    labels: Int[np.ndarray, " n"]

    side: int = 8

    def __post_init__(self) -> None:
        self.images.setflags(write=False)
        self.labels.setflags(write=False)

    def __len__(self) -> int:
        return len(self.images)


def from_grey(levels: UInt8[np.ndarray, "n rows columns"]) -> Float32[np.ndarray, "n pixels"]:
    """Return grey levels 0 to 255 as flat images in [−1, 1]."""
    return levels.reshape(len(levels), -1).astype(np.float32) / np.float32(127.5) - np.float32(1)
