"""Two recorded games side by side, which the reader picks and moves through training together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets as t
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.widgets import _room
from gantutor.widgets._frames import heights, increasing, pack, quantise, window
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets.posters import Canvas, runs

if TYPE_CHECKING:
    from gantutor.experiments import Outcome

LEVELS = 32  # of a surface: its bands are drawn in twelve colours
_SHARED = ("dom", "theme", "numerics", "plot", "controls", "steps", "player", "frames", "scenes")
CURVES = {"w1": "exact W1", "value": "critic’s value", "cosine": "cosine"}


class Loupe(StaticWidget):
    """Any two of a table of games in the plane, at one iteration: samples, critic, three numbers.

    ``points`` (losses, holds, T, n, 2) are generated samples of every game at T frames, ``real``
    (m, 2) the real ones, ``surface`` (losses, holds, T, h, w) the critics' values on an even grid
    over ``extent`` = (left, right, bottom, top), rows from bottom to top, coloured from each
    frame's least to its greatest value. ``curves`` holds (losses, holds, T) of "w1", "value" and
    "cosine"; ``floor`` is the W1 of two sets of real samples. ``settings`` (losses, holds) says in
    words how each game was played. Positions are rounded to 8 bits and surfaces to 5; a sample that
    is not finite lies outside.

    ``left`` and ``right`` are the games shown, as [loss, hold]; with ``frame`` they follow the
    reader, and a step may set them. Raises ValueError for shapes and names that do not fit,
    TraitError for a game or a frame that is not there.
    """

    _esm = esm(
        "shared/style.css", "loupe.css", *(f"shared/{name}.js" for name in _SHARED), "loupe.js"
    )
    title = t.Unicode().tag(sync=True)
    losses: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    holds: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    settings: t.List[Any] = t.List().tag(sync=True)
    shape = t.Dict().tag(sync=True)
    blob = t.Unicode().tag(sync=True)
    extent = t.List(t.Float()).tag(sync=True)
    curves = t.Dict().tag(sync=True)
    floor = t.Float().tag(sync=True)
    iterations = t.List(t.Float()).tag(sync=True)
    frame = t.Int(0).tag(sync=True)
    left: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    right: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    _driven = ("frame", "left", "right")

    def __init__(
        self,
        points: ArrayLike,
        real: ArrayLike,
        surface: ArrayLike,
        *,
        losses: Sequence[str],
        holds: Sequence[str],
        curves: Mapping[str, ArrayLike],
        floor: float,
        extent: Sequence[float] | None = None,
        iterations: ArrayLike | None = None,
        settings: Sequence[Sequence[str]] | None = None,
        title: str = "Two games side by side",
        steps: Sequence[tuple[str, Mapping[str, Any]]] = (),
        **traits: Any,
    ) -> None:
        points, real = np.asarray(points, dtype=float), np.asarray(real, dtype=float)
        surface = np.asarray(surface, dtype=float)
        games = (len(losses), len(holds))
        if points.ndim != 5 or points.shape[:2] != games or points.shape[4] != 2:
            raise ValueError(f"points must be {games} + (T, n, 2), got {points.shape}")
        if real.ndim != 2 or real.shape[1] != 2 or not np.isfinite(real).all():
            raise ValueError(f"real must be (m, 2) and finite, got {real.shape}")
        frames = points.shape[2]
        if surface.ndim != 5 or surface.shape[:3] != (*games, frames):
            raise ValueError(f"surface must be {(*games, frames)} + (h, w), got {surface.shape}")
        for what, names in (("losses", losses), ("holds", holds)):
            if len(set(names)) != len(names) or not names:
                raise ValueError(f"{what} must be different names, at least one, got {names}")
        flat = np.nan_to_num(points.reshape(-1, *points.shape[3:]), nan=np.inf)
        there = flat[np.isfinite(flat).all(axis=(1, 2))]
        extent = window(there if len(there) else real[None], real, extent)
        cells = np.nan_to_num(surface.reshape(-1, *surface.shape[3:]), posinf=0.0, neginf=0.0)
        levels, _, size = heights(cells, len(cells), 2)
        step = 256 // LEVELS
        coarse = (levels // step * step).astype(np.uint8).reshape(-1, frames, np.prod(size))
        seen = quantise(flat, extent).reshape(-1, frames, points.shape[3] * 2)
        self._last = runs.samples(real, points[-1, -1, -1], extent)
        super().__init__(
            title=title,
            losses=list(losses),
            holds=list(holds),
            settings=[list(row) for row in settings or [[""] * games[1]] * games[0]],
            shape={"frames": frames, "n": points.shape[3], "real": len(real), "surface": size},
            # Frames of one game follow each other: what the packing takes differences of.
            blob=pack([quantise(real, extent)[None], *seen, *coarse]),
            extent=extent,
            curves={name: _curves(name, curves, (*games, frames)) for name in CURVES},
            floor=float(floor),
            iterations=increasing("iterations", iterations, frames),
            steps=list(steps),
            **{**_first(losses, holds, steps), **traits},
        )

    def _still(self) -> tuple[str, Canvas]:
        """The last game's last frame."""
        return f"{self.title}: real and generated samples of one of them", self._last

    def _room(self) -> Room:
        return _room.loupe([text for text, _ in self.steps])

    @t.validate("left", "right")
    def _a_game(self, proposal: Any) -> list[str]:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return list(proposal["value"])

    @t.validate("frame")
    def _within(self, proposal: Any) -> int:
        self._check_state({"frame": proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        frame, last = state.get("frame", self.frame), self.shape["frames"] - 1
        if not 0 <= frame <= last:
            raise t.TraitError(f"frame must lie in 0 to {last}, got {frame}")
        for side in ("left", "right"):
            game = list(state.get(side, []))
            if side in state and not (
                len(game) == 2 and game[0] in self.losses and game[1] in self.holds
            ):
                raise t.TraitError(
                    f"{side} must be one of {self.losses} with one of {self.holds}, got {game}"
                )


def loupe(
    outcomes: "Iterable[Outcome]",
    real: Float[np.ndarray, "m 2"],
    floor: float,
    *,
    losses: Mapping[str, str],
    holds: Mapping[str, str],
    says: Mapping[tuple[str, str], str],
    reach: float,
    **more: Any,
) -> Loupe:
    """Return the loupe over the outcomes of the study ``films``.

    ``losses`` and ``holds`` map names of the study to those of the page; as many
    generated samples are shown as there are ``real`` ones; ``says`` tells for each
    pair of names how it was played. The critics were seen on [−reach, reach]². Raises ValueError
    where a game is missing.
    """
    by = {(o.facts["objective"], o.facts["hold"]): o.record for o in outcomes}
    missing = [(a, b) for a in losses for b in holds if (a, b) not in by]
    if missing:
        raise ValueError(f"there are no films of {missing}")
    rows = [[by[a, b] for b in holds] for a in losses]

    def all_of(pick: Any) -> np.ndarray:
        return np.array([[pick(r) for r in row] for row in rows])

    return Loupe(
        all_of(lambda r: r.frames["fakes"][:, 0, : len(real)]),
        real,
        all_of(lambda r: r.frames["surface"][:, 0]),
        losses=list(losses.values()),
        holds=list(holds.values()),
        curves={name: all_of(lambda r, name=name: r[name][:, 0]) for name in CURVES},
        floor=floor,
        extent=(-reach, reach, -reach, reach),
        iterations=rows[0][0].iteration,
        settings=[[says[a, b] for b in holds] for a in losses],
        **more,
    )


def _first(
    losses: Sequence[str], holds: Sequence[str], steps: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, list[str]]:
    """The games to begin with: the first and the last, where the first step says nothing."""
    said = dict(steps[0][1]) if steps else {}
    both = {"left": [losses[0], holds[0]], "right": [losses[-1], holds[-1]]}
    return {side: game for side, game in both.items() if side not in said}


def _curves(
    name: str, curves: Mapping[str, ArrayLike], shape: tuple[int, ...]
) -> list[list[list[float | None]]]:
    """A series of all games for JSON, to four digits, None where it is not finite."""
    if name not in curves or np.shape(curves[name]) != shape:
        got = np.shape(curves[name]) if name in curves else "none"
        raise ValueError(f"the curve {name!r} must be {shape}, got {got}")
    values = np.asarray(curves[name], dtype=float)
    return [
        [[float(f"{v:.4g}") if np.isfinite(v) else None for v in film] for film in row]
        for row in values
    ]
