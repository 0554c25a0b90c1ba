"""Frames in few bytes: 8 bits a number, differences from frame to frame, deflated."""

import base64
import zlib
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float, UInt8
from numpy.typing import ArrayLike


def finite(name: str, values: ArrayLike) -> Float[np.ndarray, "..."]:
    """The values as float64; ValueError where one is NaN or infinite."""
    values = np.asarray(values, dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError(f"{name} must be finite, got {values[~np.isfinite(values)][0]}")
    return values


def samples(
    points: ArrayLike, real: ArrayLike
) -> tuple[Float[np.ndarray, "frames n dim"], Float[np.ndarray, "m dim"]]:
    """Generated and real samples with their axis of dimension; ValueError where they do not fit."""
    points, real = finite("points", points), finite("real", real)
    points = points[..., None] if points.ndim == 2 else points
    real = real[:, None] if real.ndim == 1 else real
    if points.ndim != 3 or points.shape[2] not in (1, 2) or real.shape[1:] != points.shape[2:]:
        raise ValueError(
            "points must be (T, n, 2) or (T, n) and real (m, 2) or (m,) likewise, "
            f"got {points.shape} and {real.shape}"
        )
    if not (points.size and real.size):
        raise ValueError(f"there must be samples, got {points.shape} and {real.shape}")
    return points, real


def heights(
    surface: ArrayLike, frames: int, dim: int
) -> tuple[UInt8[np.ndarray, "frames cells"], list[list[float]], list[int]]:
    """A surface as bytes, the least and greatest value of each frame, and its shape."""
    surface = finite("surface", surface)
    if surface.ndim != dim + 1 or len(surface) != frames or min(surface.shape[1:]) < 2:
        expected = f"({frames}, {'h, ' if dim == 2 else ''}w)"
        raise ValueError(f"surface must be {expected}, each at least 2, got {surface.shape}")
    flat = surface.reshape(frames, -1)
    low, high = flat.min(axis=1, keepdims=True), flat.max(axis=1, keepdims=True)
    span = np.where(high > low, high - low, 1.0)
    levels = np.rint((flat - low) / span * 255).astype(np.uint8)
    return levels, np.hstack([low, high]).tolist(), list(surface.shape[1:])


def increasing(name: str, values: ArrayLike | None, frames: int) -> list[float]:
    """One number for each frame, 0, 1, 2, … when missing; ValueError unless they increase."""
    steps = np.arange(frames, dtype=np.float64) if values is None else finite(name, values)
    if steps.shape != (frames,) or np.any(np.diff(steps) <= 0):
        raise ValueError(f"{name} must be {frames} increasing numbers, got shape {steps.shape}")
    return steps.tolist()


def window(
    points: Float[np.ndarray, "frames n dim"],
    real: Float[np.ndarray, "m dim"],
    extent: Sequence[float] | None,
) -> list[float]:
    """The extent to show, as 2·dim numbers: the one given, or one that holds almost all samples.

    Without one: the real samples and the middle 98% of the generated ones, with a margin.
    """
    dim = real.shape[1]
    if extent is not None:
        extent = [float(v) for v in extent]
        ends = list(zip(extent[::2], extent[1::2], strict=False))
        if len(extent) != 2 * dim or not all(np.isfinite(extent)) or any(a >= b for a, b in ends):
            raise ValueError(f"extent must be {2 * dim} finite numbers, low < high, got {extent}")
        return extent
    flat = points.reshape(-1, dim)
    low = np.minimum(real.min(axis=0), np.quantile(flat, 0.01, axis=0))
    high = np.maximum(real.max(axis=0), np.quantile(flat, 0.99, axis=0))
    margin = 0.08 * np.maximum(high - low, 1e-6)
    return np.stack([low - margin, high + margin], axis=1).ravel().tolist()


def quantise(
    points: Float[np.ndarray, "*frames n dim"], extent: Sequence[float]
) -> UInt8[np.ndarray, "*frames n dim"]:
    """1 to 254 inside the extent; 0 and 255 are left for what lies outside."""
    low, high = np.array(extent[::2]), np.array(extent[1::2])
    share = (points - low) / (high - low)
    inside = np.clip(1 + np.rint(share * 253), 1, 254)
    return np.where(share < 0, 0, np.where(share > 1, 255, inside)).astype(np.uint8)


def pack(parts: Sequence[UInt8[np.ndarray, "..."]]) -> str:
    """The parts as one text: each coded by differences from frame to frame, deflated, base64."""
    coded = bytearray()
    for part in parts:
        flat = part.reshape(len(part), -1)
        coded += np.diff(flat, axis=0, prepend=np.zeros_like(flat[:1])).tobytes()
    return base64.b64encode(zlib.compress(bytes(coded), 9)).decode()


def curve(name: str, values: ArrayLike, frames: int) -> list[float | None]:
    """Series values for JSON, to six digits, None where they are not finite."""
    series = np.broadcast_to(np.asarray(values, dtype=np.float64), (frames,))
    if np.ndim(values) not in (0, 1):
        raise ValueError(f"curve {name!r} must be ({frames},), got {np.shape(values)}")
    return [float(f"{v:.6g}") if np.isfinite(v) else None for v in series]
