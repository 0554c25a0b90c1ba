"""The IDX file format, in which MNIST is published."""

import gzip
import zlib
from math import prod
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from gantutor.data.images import DataError

UNSIGNED_BYTE = 0x08


def read_idx(path: Path, ndim: int) -> UInt8[np.ndarray, "..."]:
    """Return the array in a gzipped IDX file of unsigned bytes with ``ndim`` axes.

    The file starts with two zero bytes, the type, the number of axes, and each axis' length as a
    big-endian 32-bit integer; then come the values. A file that is not gzip, or is cut off, or
    whose header does not say what is expected, raises DataError naming it.
    Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
    """
    try:
        raw = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be unpacked: {error}") from error
    wanted = bytes((0, 0, UNSIGNED_BYTE, ndim))
    if raw[:4] != wanted:
        raise DataError(
            f"{path} is not an IDX file of unsigned bytes with {ndim} axes: it starts with "
            f"{raw[:4].hex(' ') or 'nothing'}, expected {wanted.hex(' ')}"
        )
    start = 4 + 4 * ndim
    if len(raw) < start:
        raise DataError(f"{path} ends inside its header: {len(raw)} bytes, expected {start}")
    shape = tuple(int(n) for n in np.frombuffer(raw, ">u4", count=ndim, offset=4))
    if len(raw) - start != prod(shape):
        raise DataError(
            f"{path} announces {shape}, {prod(shape)} values, but holds {len(raw) - start}"
        )
    return np.frombuffer(raw, np.uint8, offset=start).reshape(shape)
