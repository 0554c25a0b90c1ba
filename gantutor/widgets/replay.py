"""A recorded training run, to be played again: samples, the critic's surface, curves."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import traitlets as t
from numpy.typing import ArrayLike

from gantutor.widgets import _room
from gantutor.widgets._frames import curve, heights, increasing, pack, quantise, samples, window
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets.posters import Canvas, runs

_SHARED = (
    "dom",
    "theme",
    "numerics",
    "plot",
    "controls",
    "steps",
    "player",
    "frames",
    "scenes",
    "curve_plot",
)


class Replay(StaticWidget):
    """Frames of generated samples beside the real ones, with the critic's surface and curves.

    ``points`` (T, n, 2) or, on the line, (T, n) are the generated samples of T frames; ``real``
    (m, 2) or (m,) the real ones. ``surface`` (T, h, w), on the line (T, w), holds the critic's
    values on an even grid over ``extent`` = (left, right, bottom, top), rows from bottom to top;
    it is coloured from each frame's least to its greatest value. ``curves`` names series (T,), or
    single numbers, drawn against ``iterations`` (T,). Positions and values are rounded to 8 bits:
    to 1/253 of the extent. Samples outside it are drawn on its border and counted.

    Nothing plays by itself. ``frame`` is the frame shown, at first 0, and follows the reader.
    Raises ValueError for NaN in samples or surface and for shapes that do not fit, TraitError for a
    frame that is not there.
    """

    _esm = esm(
        "shared/style.css", "replay.css", *(f"shared/{name}.js" for name in _SHARED), "replay.js"
    )
    title = t.Unicode().tag(sync=True)
    shape = t.Dict().tag(sync=True)
    blob = t.Unicode().tag(sync=True)
    extent = t.List(t.Float()).tag(sync=True)
    heights: t.List[Any] = t.List().tag(sync=True)
    curves = t.Dict().tag(sync=True)
    iterations = t.List(t.Float()).tag(sync=True)
    frame = t.Int(0).tag(sync=True)
    _driven = ("frame",)

    def __init__(
        self,
        points: ArrayLike,
        real: ArrayLike,
        surface: ArrayLike | None = None,
        extent: Sequence[float] | None = None,
        curves: Mapping[str, ArrayLike] | None = None,
        iterations: ArrayLike | None = None,
        title: str = "Training, replayed",
        frame: int | None = None,
        steps: Sequence[tuple[str, Mapping[str, int]]] = (),
    ) -> None:
        points, real = samples(points, real)
        frames, n, dim = points.shape
        extent = window(points, real, extent)
        parts = [quantise(points, extent), quantise(real, extent)[None]]
        shape = {"frames": frames, "n": n, "dim": dim, "real": len(real), "surface": []}
        ends: list[list[float]] = []
        if surface is not None:
            bytes_, ends, shape["surface"] = heights(surface, frames, dim)
            parts.append(bytes_)
        self._last = runs.samples(real, points[-1], extent)
        super().__init__(
            title=title,
            shape=shape,
            blob=pack(parts),
            extent=extent,
            heights=ends,
            curves={name: curve(name, v, frames) for name, v in (curves or {}).items()},
            iterations=increasing("iterations", iterations, frames),
            steps=list(steps),
            **({} if frame is None else {"frame": frame}),
        )

    def _still(self) -> tuple[str, Canvas]:
        """The last frame, whatever frame the widget starts at: what the run has come to."""
        return f"{self.title}: the last frame, real and generated samples", self._last

    def _room(self) -> Room:
        left, right, *ends = self.extent
        ratio = min(max((ends[1] - ends[0]) / (right - left), 0.4), 1.2) if ends else 0.5
        return _room.replay(ratio, bool(self.curves), [text for text, _ in self.steps])

    @t.validate("frame")
    def _within(self, proposal: Any) -> int:
        self._check_state({"frame": proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        frame, last = state.get("frame", self.frame), self.shape["frames"] - 1
        if not 0 <= frame <= last:
            raise t.TraitError(f"frame must lie in 0 to {last}, got {frame}")

    @classmethod
    def from_record(
        cls,
        record: Any,
        seed: int = 0,
        *,
        real: ArrayLike,
        points: str = "fakes",
        surface: str | None = None,
        curves: Sequence[str] | Mapping[str, Any] = ("gap", "w1"),
        most: int = 60,
        **more: Any,
    ) -> "Replay":
        """Replay one seed of a `recording.Record`: ``seed`` is its place in ``record.seeds``.

        ``points`` and ``surface`` name frames of the record; without a name, "surface" is taken
        where there is one. ``curves`` names series (those the record has are taken), or maps names
        to values (T,) or numbers. At most ``most`` frames are kept, evenly spread, the first and
        the last among them.

        Raises:
            ValueError: a seed or frames that the record does not have; as the class does.
        """
        if not 0 <= seed < len(record.seeds):
            raise ValueError(f"seed must be 0 to {len(record.seeds) - 1}, got {seed}")
        if surface is None and "surface" in record.frames:
            surface = "surface"
        missing = [name for name in (points, surface) if name not in (None, *record.frames)]
        if missing:
            raise ValueError(f"no frames {missing}; there are: {sorted(record.frames)}")
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
