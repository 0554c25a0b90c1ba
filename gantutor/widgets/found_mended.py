"""A broken program beside the mended one: recorded curves over the seeds, scrubbed by iteration."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets as t
from numpy.typing import ArrayLike

from gantutor.widgets._frames import increasing
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets.posters import Canvas

if TYPE_CHECKING:
    from gantutor.experiments import Results

VERSIONS = ("as found", "mended")
SERIES = ("w1", "gap", "slope")
"""What is shown, a panel each: exact W1, the gap as it is logged, the critic's mean slope."""

_SHARED = ("dom", "plot", "controls", "picks", "player", "steps")


class FoundMended(StaticWidget):
    """Curves of broken programs, as found and mended, one exhibit chosen at a time.

    ``curves`` has by the exhibit's title a mapping with both `VERSIONS`, each a mapping with the
    `SERIES`, of shape (frames, seeds); ``iterations`` (frames,) increase. Where a series is not
    finite its seed is left out there, and counted. ``floor``, where given, is the W1 of as many
    real samples; ``targets`` has by title the slope that a critic is asked for. The picture has
    medians, and a band from the least to the greatest seed; the height is asinh of the value, so
    that it is nearly linear below 1 and logarithmic far above. The numbers are medians.

    ``exhibit``, ``version`` and ``frame`` follow the reader. Raises ValueError where arrays do not
    fit, TraitError for an unknown exhibit, version or frame.
    """

    _esm = esm(
        "shared/style.css",
        "found_mended.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "found_mended.js",
    )
    exhibits: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    iterations = t.List(t.Float()).tag(sync=True)
    runs: t.List[Any] = t.List().tag(sync=True)
    pairs: t.List[Any] = t.List().tag(sync=True)
    targets: t.List[Any] = t.List().tag(sync=True)
    seeds = t.Int().tag(sync=True)
    floor = t.Float(None, allow_none=True).tag(sync=True)
    frame = t.Int(0).tag(sync=True)
    exhibit = t.Unicode().tag(sync=True)
    version = t.Enum(VERSIONS, "as found").tag(sync=True)
    _driven = ("exhibit", "version", "frame")

    def __init__(
        self,
        curves: Mapping[str, Mapping[str, Mapping[str, ArrayLike]]],
        iterations: ArrayLike,
        *,
        targets: Mapping[str, float] | None = None,
        **traits: Any,
    ) -> None:
        arrays = _checked(curves)
        shape = next(iter(arrays[0][0].values())).shape
        runs: list[dict[str, Any]] = []
        pairs = []
        for both in arrays:
            pair = []
            for series in both:
                run = _run(series)
                # Programs that mend to the same game share it: it is sent once.
                if run not in runs:
                    runs.append(run)
                pair.append(runs.index(run))
            pairs.append(pair)
        targets = dict(targets or {})
        if unknown := sorted(set(targets) - set(curves)):
            raise ValueError(f"targets must be of {list(curves)}, got {unknown}")
        super().__init__(
            exhibits=list(curves),
            iterations=increasing("iterations", iterations, shape[0]),
            runs=runs,
            pairs=pairs,
            targets=[targets.get(title) for title in curves],
            seeds=shape[1],
            **traits,
        )

    @t.default("exhibit")
    def _first_exhibit(self) -> str:
        return self.exhibits[0]

    @t.validate("frame", "exhibit")
    def _there(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        frame, last = state.get("frame", 0), len(self.iterations) - 1
        if not 0 <= frame <= last:
            raise t.TraitError(f"frame must lie in 0 to {last}, got {frame}")
        if "exhibit" in state and state["exhibit"] not in self.exhibits:
            raise t.TraitError(f"exhibit must be one of {self.exhibits}, got {state['exhibit']!r}")

    def _still(self) -> tuple[str, Canvas]:
        """Exact W1 of the exhibit, as found and mended."""
        found, mended = self.pairs[self.exhibits.index(self.exhibit)]
        shown = {
            role: np.arcsinh(np.array(self.runs[k]["w1"], dtype=float))
            for role, k in (("fake", found), ("critic", mended))
        }
        top = max(1.0, *(float(np.nanmax(v)) for v in shown.values()))
        canvas = Canvas((self.iterations[0], self.iterations[-1]), (-0.03 * top, 1.08 * top))
        for (role, (mid, low, high)), dashes in zip(shown.items(), ("9 5", ""), strict=True):
            there = np.isfinite(mid)
            at = np.array(self.iterations)[there]
            canvas.area(at, high[there], role, low[there])
            canvas.curve(at, mid[there], role, dashes=dashes)
        return f"Exact W1 of “{self.exhibit}”, as found and mended, over training", canvas

    def _room(self) -> Room:
        lines = [text for text, _ in self.steps]
        strip = [8 + 20 * max(-(-len(x) // n) for x in lines) if lines else 0 for n in (90, 42)]
        return Room(517 + strip[0], 798 + strip[1] + (36 if lines else 0))


def found_mended(results: "Results", exhibits: Mapping[str, str], **more: Any) -> FoundMended:
    """Return the widget of the recorded study ``bug_curves``, with its floor and targets.

    ``exhibits``: what an exhibit is called on the page, by its name, in the order of the page; an
    unknown one raises ValueError with the known ones. ``more`` goes to `FoundMended`.
    """
    from gantutor.experiments import bug_curves  # for recorded curves alone: slow to import

    records = {title: bug_curves.both(name, results) for name, title in exhibits.items()}
    places = {title: bug_curves.PLACES[name] for name, title in exhibits.items()}
    steps = {tuple(r.iteration.tolist()) for both in records.values() for r in both.values()}
    if len(steps) != 1:
        raise ValueError(f"the exhibits must be recorded at the same iterations, got {steps}")
    return FoundMended(
        {
            title: {v: {name: r[name] for name in SERIES} for v, r in both.items()}
            for title, both in records.items()
        },
        list(steps.pop()),
        targets={title: 1.0 for title, place in places.items() if place.held == "penalty"},
        **{"floor": _digits(bug_curves.floor()[0]), **more},
    )


def _checked(
    curves: Mapping[str, Mapping[str, Mapping[str, ArrayLike]]],
) -> list[list[dict[str, np.ndarray]]]:
    """Both versions of each exhibit, as arrays (frames, seeds); ValueError where one misses."""
    if not curves:
        raise ValueError("curves must have at least one exhibit")
    arrays = []
    for title, both in curves.items():
        if set(both) != set(VERSIONS):
            raise ValueError(f"curves[{title!r}] must have {list(VERSIONS)}, got {list(both)}")
        for version in VERSIONS:
            if missing := [name for name in SERIES if name not in both[version]]:
                raise ValueError(f"curves[{title!r}][{version!r}] must have {missing}")
        arrays.append([{n: np.asarray(both[v][n], dtype=float) for n in SERIES} for v in VERSIONS])
    shapes = {a.shape for both in arrays for series in both for a in series.values()}
    if len(shapes) != 1 or len(next(iter(shapes))) != 2 or 0 in next(iter(shapes)):
        raise ValueError(f"curves must be (frames, seeds) alike, got {sorted(shapes)}")
    return arrays


def _run(series: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Median, least and greatest of each series at each frame, and how many seeds are lost."""
    found: dict[str, Any] = {}
    lost = np.zeros(len(series["w1"]), dtype=int)
    for name in SERIES:
        values = np.where(np.isfinite(series[name]), series[name], np.nan)
        lost = np.maximum(lost, np.isnan(values).sum(axis=1))
        rows: list[Sequence[float]] = [row[np.isfinite(row)].tolist() for row in values]
        # The median is read as a number, the band is drawn.
        found[name] = [
            [_digits(float(of(row)), digits) if row else None for row in rows]
            for of, digits in ((np.median, 5), (np.min, 3), (np.max, 3))
        ]
    return {**found, "lost": lost.tolist()}


def _digits(value: float, digits: int = 5) -> float:
    return float(f"{value:.{digits}g}")
