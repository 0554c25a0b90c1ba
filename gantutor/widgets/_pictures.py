"""Pictures made of pixels, as addresses that hold all of their content."""

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import UInt8


def png(levels: UInt8[np.ndarray, "channels rows columns"]) -> str:
    """Return the address of a picture that holds itself: a PNG as a data URL."""
    return _address(levels, "PNG", optimize=True)


def jpeg(levels: UInt8[np.ndarray, "channels rows columns"], quality: int) -> str:
    """Return the same as a JPEG: fewer bytes, and levels that are off by a few."""
    return _address(levels, "JPEG", quality=quality, optimize=True, progressive=True)


def check_shape(shape: Sequence[int], numbers: int) -> None:
    """Raise ValueError unless ``shape`` is a grey or coloured picture of so many numbers."""
    if len(shape) != 3 or shape[0] not in (1, 3) or numbers != int(np.prod(shape)):
        raise ValueError(
            f"shape must be (1 or 3, rows, columns) with {numbers} numbers, got {tuple(shape)}"
        )


def tiled(
    images: UInt8[np.ndarray, "rows columns channels h w"],
) -> UInt8[np.ndarray, "channels height width"]:
    """Return a table of images as one."""
    return np.concatenate(np.concatenate(images, axis=-2), axis=-1)


def _address(levels: np.ndarray, kind: str, **how: Any) -> str:
    from PIL import Image  # slow to import, so only when asked

    image = Image.fromarray(levels[0] if len(levels) == 1 else levels.transpose(1, 2, 0))
    file = io.BytesIO()
    image.save(file, kind, **how)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(file.getvalue()).decode()}"
