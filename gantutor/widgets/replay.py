"""A recorded training run, to be played again: samples, the critic's surface, curves."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import traitlets as t
from numpy.typing import ArrayLike

from gantutor.recording import Record
from gantutor.widgets._frames import curve, finite, pack, quantise, window
from gantutor.widgets._static import StaticWidget, esm


class Replay(StaticWidget):
    """Frames of generated samples beside the real ones, with the critic's surface and curves.

    ``points`` (T, n, 2) or, on the line, (T, n) are the generated samples of T frames; ``real``
    (m, 2) or (m,) the real ones. ``surface`` (T, h, w), on the line (T, w), holds the critic's
    values on an even grid over ``extent`` = (left, right, bottom, top), rows from bottom to top;
    it is coloured from each frame's least to its greatest value. ``curves`` names series (T,), or
    single numbers, drawn against ``iterations`` (T,). Positions and values are rounded to 8 bits:
    to 1/254 of the extent. Samples outside it are drawn on its border and counted.

    Nothing plays by itself. ``frame`` is the frame shown, and follows the reader. Raises
    ValueError for NaN in samples or surface and for shapes that do not fit.
    """

    _esm = esm(
        "shared/style.css",
        "replay.css",
        "shared/dom.js",
        "shared/numerics.js",
        "shared/plot.js",
        "shared/controls.js",
        "shared/frames.js",
        "replay.js",
    )
    title = t.Unicode().tag(sync=True)
    shape = t.Dict().tag(sync=True)
    blob = t.Unicode().tag(sync=True)
    extent = t.List(t.Float()).tag(sync=True)
    heights = t.List().tag(sync=True)
    curves = t.Dict().tag(sync=True)
    iterations = t.List(t.Float()).tag(sync=True)
    frame = t.Int(0).tag(sync=True)

    def __init__(
        self,
        points: ArrayLike,
        real: ArrayLike,
        surface: ArrayLike | None = None,
        extent: Sequence[float] | None = None,
        curves: Mapping[str, ArrayLike] | None = None,
        iterations: ArrayLike | None = None,
        title: str = "Training, replayed",
        frame: int = 0,
    ) -> None:
        points, real = finite("points", points), finite("real", real)
        if points.ndim == 2:
            points = points[..., None]
        if real.ndim == 1:
            real = real[:, None]
        if points.ndim != 3 or points.shape[2] not in (1, 2) or real.shape[1:] != points.shape[2:]:
            raise ValueError(
                "points must be (T, n, 2) or (T, n) and real (m, 2) or (m,) likewise, "
                f"got {points.shape} and {real.shape}"
            )
        frames, n, dim = points.shape
        if not (frames and n and len(real)):
            raise ValueError(f"there must be samples, got {points.shape} and {real.shape}")
        extent = window(points, real, extent)
        parts = [quantise(points, extent), quantise(real, extent)[None]]
        heights: list[Any] = []
        shape = {"frames": frames, "n": n, "dim": dim, "real": len(real), "surface": []}
        if surface is not None:
            surface = finite("surface", surface)
            if surface.ndim != dim + 1 or len(surface) != frames or min(surface.shape[1:]) < 2:
                raise ValueError(
                    f"surface must be ({frames}, {'h, ' if dim == 2 else ''}w), got {surface.shape}"
                )
            flat = surface.reshape(frames, -1)
            low, high = flat.min(axis=1), flat.max(axis=1)
            heights = np.stack([low, high], axis=1).tolist()
            span = np.where(high > low, high - low, 1.0)
            parts.append(np.rint((flat - low[:, None]) / span[:, None] * 255).astype(np.uint8))
            shape["surface"] = list(surface.shape[1:])
        steps = np.arange(frames) if iterations is None else finite("iterations", iterations)
        if steps.shape != (frames,) or np.any(np.diff(steps) <= 0):
            raise ValueError(f"iterations must be {frames} increasing numbers, got {steps.shape}")
        super().__init__(
            title=title,
            shape=shape,
            blob=pack(parts),
            extent=extent,
            heights=heights,
            curves={name: curve(name, v, frames) for name, v in (curves or {}).items()},
            iterations=steps.tolist(),
            frame=frame,
        )

    @classmethod
    def from_record(
        cls,
        record: Record,
        seed: int = 0,
        *,
        real: ArrayLike,
        points: str = "fakes",
        surface: str | None = None,
        curves: Sequence[str] | Mapping[str, Any] = ("gap", "w1"),
        most: int = 60,
        **more: Any,
    ) -> "Replay":
        """Replay one game of a record: ``seed`` is its place among ``record.seeds``.

        ``points`` and ``surface`` name frames of the record; without a name, "surface" is taken
        where there is one. ``curves`` names series (those the record has are taken), or maps names
        to values. At most ``most`` frames are kept, evenly spread, the first and last among them.

        Raises:
            ValueError: a seed or frames that the record does not have; as the class does.
        """
        if not 0 <= seed < len(record.seeds):
            raise ValueError(f"seed must be 0 to {len(record.seeds) - 1}, got {seed}")
        if surface is None and "surface" in record.frames:
            surface = "surface"
        missing = {points, surface} - {None, *record.frames}
        if missing:
            raise ValueError(f"no frames {sorted(missing)}; there are: {sorted(record.frames)}")
        count = len(record.iteration)
        keep = np.unique(np.linspace(0, count - 1, min(most, count)).round().astype(int))
        if not isinstance(curves, Mapping):
            curves = {name: record[name][:, seed] for name in curves if name in record.series}
        return cls(
            record.frames[points][keep, seed],
            real,
            None if surface is None else record.frames[surface][keep, seed],
            curves={k: v if np.ndim(v) == 0 else np.asarray(v)[keep] for k, v in curves.items()},
            iterations=record.iteration[keep],
            **more,
        )

    @t.validate("frame")
    def _within(self, proposal: Any) -> int:
        last = self.shape["frames"] - 1
        if not 0 <= proposal["value"] <= last:
            raise ValueError(f"frame must lie in 0 to {last}, got {proposal['value']}")
        return proposal["value"]
