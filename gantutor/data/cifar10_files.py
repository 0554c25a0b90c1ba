"""CIFAR-10, one class at a time: small colour photographs, downloaded once."""

import tarfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from gantutor.data.fetch import File, fetch, folder
from gantutor.data.images import DataError, Images, from_levels
from gantutor.names import known

CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip
SHAPE = (3, 32, 32)

MIRRORS: tuple[str, ...] = (
    "https://www.cs.toronto.edu/~kriz/",
    "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/",
)
"""Who publishes the archive, in the order of asking."""

ARCHIVE = File(
    "cifar-10-binary.tar.gz",
    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    packed=False,
)
MEMBERS: dict[str, tuple[str, ...]] = {
    "train": tuple(f"cifar-10-batches-bin/data_batch_{k}.bin" for k in range(1, 6)),
    "test": ("cifar-10-batches-bin/test_batch.bin",),
}
"""The files inside the archive that make up each part."""


def cifar10(
    name: str,
    part: str = "train",
    *,
    mirrors: Sequence[str] = MIRRORS,
    archive: File = ARCHIVE,
    records: int = 10_000,
) -> Images:
    """Return one class of CIFAR-10: 5,000 photographs in "train", 1,000 in "test".

    Levels 0 to 255 are mapped to [−1, 1]. Shape (n, 3072) float32, of shape (3, 32, 32) each;
    every label is the class's place in `CLASSES`. The binary archive, 170 MB, is fetched on first
    use into `folder()`/cifar10 and checked by its digest. Nothing is unpacked to the disk: its
    members are read one by one, each ``records`` times a byte of label and 3,072 of pixels.
    An unknown class or part raises ValueError; an archive that cannot be had, or whose members are
    not what they should be, DataError.
    Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images".
    """
    label = CLASSES.index(known("class of CIFAR-10", name, CLASSES))
    members = MEMBERS[known("part of CIFAR-10", part, MEMBERS)]
    path = fetch(archive, mirrors, folder() / "cifar10")
    rows = [row[row[:, 0] == label, 1:] for row in _members(path, members, records)]
    levels = np.concatenate(rows)
    return Images(from_levels(levels), np.full(len(levels), label), SHAPE, CLASSES)


def cifar10_jpeg(name: str, part: str = "train") -> Images:
    """Return one class of CIFAR-10 from a copy that went through JPEG at quality 75.

    The copy is not published with the original and is not the same data: what is trained on it has
    to say so. It is read from `folder()`/cifar10_jpeg/NAME_PART.npz, with one array ``images``,
    (n, 32, 32, 3) uint8; shapes of the result are those of `cifar10`. An unknown class or part
    raises ValueError; a file that is missing or holds something else, DataError.
    """
    label = CLASSES.index(known("class of CIFAR-10", name, CLASSES))
    part = known("part of CIFAR-10", part, MEMBERS)
    path = folder() / "cifar10_jpeg" / f"{name}_{part}.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            levels = file["images"]
    except FileNotFoundError as error:
        raise DataError(
            f"there is no {path}; `cifar10` fetches the original (GANTUTOR_DATA names the folder)"
        ) from error
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path} is not the copy of a class: {error}") from error
    if levels.dtype != np.uint8 or levels.shape[1:] != (32, 32, 3):
        raise DataError(
            f"{path} holds {levels.dtype} of shape {levels.shape}, expected uint8 (n, 32, 32, 3)"
        )
    planes = levels.transpose(0, 3, 1, 2)
    return Images(from_levels(planes), np.full(len(planes), label), SHAPE, CLASSES)


def _members(path: Path, names: Sequence[str], records: int) -> list[UInt8[np.ndarray, "n 3073"]]:
    """Read these members of the archive, each of ``records`` rows: a label and three planes."""
    row = 1 + int(np.prod(SHAPE))
    found: dict[str, UInt8[np.ndarray, "n 3073"]] = {}
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            if member.name not in names:
                continue
            if not member.isreg() or member.size != records * row:
                raise DataError(
                    f"{member.name} in {path} is {'a file of' if member.isreg() else 'no file,'} "
                    f"{member.size} bytes, expected a file of {records * row}"
                )
            raw = archive.extractfile(member)
            assert raw is not None  # a regular file
            found[member.name] = np.frombuffer(raw.read(), np.uint8).reshape(records, row)
    missing = [name for name in names if name not in found]
    if missing:
        raise DataError(f"{path} does not hold {', '.join(missing)}")
    return [found[name] for name in names]
