"""What an image data set is, whatever it was read from."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from jaxtyping import Float32, Int, Shaped, UInt8


class DataError(RuntimeError):
    """A data set that could not be fetched, or a file of it that is damaged."""


@dataclass(frozen=True, eq=False)
class Images:
    """Images in [−1, 1], flat, with a label each; the arrays are read-only.

    shape: (channels, rows, columns); a flat image is its channels one after the other, each row by
    row, so that ``images.reshape(-1, *shape)`` is what a convolution takes. Grey images have ink
    at +1. Labels are 0 to ``len(classes) − 1``. Raises ValueError where the arrays do not fit.
    """

    images: Float32[np.ndarray, "n pixels"]
    labels: Int[np.ndarray, " n"]
    shape: tuple[int, int, int] = (1, 8, 8)
    classes: tuple[str, ...] = tuple("0123456789")

    def __post_init__(self) -> None:
        n, pixels = len(self.labels), int(np.prod(self.shape))
        if self.images.shape != (n, pixels):
            raise ValueError(
                f"{n} images of shape {self.shape} are an array of shape ({n}, {pixels}), "
                f"got {self.images.shape}"
            )
        self.images.setflags(write=False)
        self.labels.setflags(write=False)

    def __len__(self) -> int:
        return len(self.images)

    def of(self, name: str) -> "Images":
        """Return the images of one class, by its name; ValueError for a name that is unknown."""
        if name not in self.classes:
            raise ValueError(f"unknown class {name!r}; known: {', '.join(self.classes)}")
        return self[self.labels == self.classes.index(name)]

    def __getitem__(self, rows: Shaped[np.ndarray, " k"] | slice) -> "Images":
        """Return these rows, by indices, by a mask or by a slice, in their order."""
        return replace(self, images=self.images[rows], labels=self.labels[rows])

    def with_flips(self) -> "Images":
        """Return the images and, after them, each of them mirrored from left to right."""
        mirrored = self.images.reshape(-1, *self.shape)[..., ::-1].reshape(self.images.shape)
        both = np.concatenate([self.images, mirrored])
        return replace(self, images=both, labels=np.tile(self.labels, 2))

    def joined(self, others: "Images") -> "Images":
        """Return these images and, after them, the others; ValueError where they differ in kind."""
        if (self.shape, self.classes) != (others.shape, others.classes):
            raise ValueError(
                f"images of shape {self.shape} and classes {self.classes} cannot be joined with "
                f"{others.shape} and {others.classes}"
            )
        images = np.concatenate([self.images, others.images])
        return replace(self, images=images, labels=np.concatenate([self.labels, others.labels]))


class Split(NamedTuple):
    """Images to train on, to choose settings by, and to report on: no image is in two of them."""

    train: Images
    selection: Images
    report: Images


def split(data: Images) -> Split:
    """Return eight tenths of each class to train on, one to choose by, one to report on.

    Of each class, in the order of ``data``, every ninth of ten images goes to ``selection`` and
    every tenth to ``report``: nothing is drawn, so the parts are the same everywhere. Raises
    ValueError where a class has fewer than ten images.
    """
    names, place, counts = np.unique(data.labels, return_inverse=True, return_counts=True)
    if not len(data):
        raise ValueError("a split needs ten images of each class, there are none")
    if counts.min() < 10:
        few = data.classes[names[counts.argmin()]]
        raise ValueError(
            f"a split needs ten images of each class, there are {counts.min()} of {few!r}"
        )
    # The position of each image among those of its class.
    order, nth = np.argsort(place, kind="stable"), np.empty(len(data), dtype=np.int64)
    nth[order] = np.concatenate([np.arange(count) for count in counts])
    tenth = nth % 10
    return Split(data[tenth < 8], data[tenth == 8], data[tenth == 9])


def to_levels(images: Shaped[np.ndarray, "..."]) -> UInt8[np.ndarray, "..."]:
    """Return images in [−1, 1] as levels 0 to 255, the inverse of `from_levels`; NaN is grey."""
    return np.rint((np.clip(np.nan_to_num(images), -1, 1) + 1) * 127.5).astype(np.uint8)


def from_levels(levels: UInt8[np.ndarray, "n *pixels"]) -> Float32[np.ndarray, "n pixels"]:
    """Return levels 0 to 255 as flat images in [−1, 1]."""
    return levels.reshape(len(levels), -1).astype(np.float32) / np.float32(127.5) - np.float32(1)
