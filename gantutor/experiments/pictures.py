"""Grids of images through training, as one small picture: a row for each snapshot."""

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import UInt8

from gantutor.recording import Record

QUALITY = 60  # of the JPEG: enough for a small picture on a page


def taken_out(
    record: Record, shape: Sequence[int]
) -> tuple[Record, UInt8[np.ndarray, "snapshots seeds n channels rows columns"]]:
    """Return a record without its frames "grid", and these as images (channels, rows, columns)."""
    frames = dict(record.frames)
    grids = frames.pop("grid")
    return replace(record, frames=frames), grids.reshape(*grids.shape[:3], *shape)


def strip(growth: UInt8[np.ndarray, "snapshots n channels rows columns"]) -> bytes:
    """Return a JPEG with a row for each snapshot and a column for each image."""
    from PIL import Image  # slow to import, so only when asked

    snapshots, n, channels, rows, columns = growth.shape
    canvas = growth.transpose(0, 3, 1, 4, 2).reshape(snapshots * rows, n * columns, channels)
    image = Image.fromarray(canvas if channels == 3 else canvas[..., 0])
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def cut(
    content: bytes, shape: Sequence[int]
) -> UInt8[np.ndarray, "snapshots n channels rows columns"]:
    """Return the images of a `strip` again, in the ``shape`` that they had.

    ValueError where the picture has another size.
    """
    from PIL import Image

    snapshots, n, channels, rows, columns = shape
    canvas = np.asarray(Image.open(io.BytesIO(content)))
    canvas = canvas if channels == 3 else canvas[..., None]
    if canvas.shape != (snapshots * rows, n * columns, channels):
        raise ValueError(f"a strip of {tuple(shape)} cannot be a picture of {canvas.shape}")
    return canvas.reshape(snapshots, rows, n, columns, channels).transpose(0, 2, 4, 1, 3)
