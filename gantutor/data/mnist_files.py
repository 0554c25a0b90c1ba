"""MNIST: 70,000 handwritten digits of 28×28 pixels, downloaded once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from gantutor.data.fetch import File, fetch, folder
from gantutor.data.idx import read_idx
from gantutor.data.images import DataError, Images, from_levels
from gantutor.names import known


class Part(NamedTuple):
    """The two files of the training or the test part."""

    images: File
    labels: File


MIRRORS: tuple[str, ...] = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
"""Who publishes the four files, in the order of asking."""

PARTS: dict[str, Part] = {
    "train": Part(
        File(
            "train-images-idx3-ubyte.gz",
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        ),
        File(
            "train-labels-idx1-ubyte.gz",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        ),
    ),
    "test": Part(
        File(
            "t10k-images-idx3-ubyte.gz",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        ),
        File(
            "t10k-labels-idx1-ubyte.gz",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        ),
    ),
}


def mnist(
    part: str = "train",
    mirrors: Sequence[str] = MIRRORS,
    parts: Mapping[str, Part] = PARTS,
) -> Images:
    """Return the "train" part of MNIST (60,000 digits) or its "test" part (10,000).

    Grey levels 0 to 255 are mapped to [−1, 1]. Shapes (n, 784) float32 and (n,) int64, read-only.
    The files, 11 MB, are fetched on first use into `folder()`/mnist; what they contain is checked
    by its digest.
    An unknown part raises ValueError; files that cannot be had, or are damaged, DataError.
    Source: LeCun, Bottou, Bengio & Haffner 1998, "Gradient-based learning applied to document
    recognition".
    """
    files, into = parts[known("part of MNIST", part, parts)], folder() / "mnist"
    levels = read_idx(fetch(files.images, mirrors, into), ndim=3)
    labels = read_idx(fetch(files.labels, mirrors, into), ndim=1)
    n, rows, columns = levels.shape
    if rows != columns:
        raise DataError(f"{files.images.name} holds images of {rows} × {columns}, expected squares")
    if len(labels) != n:
        raise DataError(
            f"{files.images.name} holds {n} images, but {files.labels.name} {len(labels)} labels"
        )
    if n and labels.max() > 9:
        raise DataError(f"{files.labels.name} holds the label {labels.max()}, expected 0 to 9")
    return Images(from_levels(levels), labels.astype(np.int64), (1, rows, rows))
