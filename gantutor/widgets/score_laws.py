"""How the law of the score log p(x) moves through training, for several ways of training."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets as t
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.divergences import js
from gantutor.transport import w1_line
from gantutor.widgets import _room
from gantutor.widgets._frames import finite, increasing
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets.posters import Canvas

if TYPE_CHECKING:
    from gantutor.experiments import Outcome

PARTS = 40
"""Equal parts of the line in which the masses are shown."""

_SHARED = ("dom", "numerics", "plot", "controls", "picks", "player", "steps")


class ScoreLaws(StaticWidget):
    """The law of log p(x) for real x and for generated x, scrubbed through recorded training.

    p is the true law of the sequences, so that a score says how likely the language finds a
    sequence, in nats. ``values`` (k,) are the scores that there are, ``real`` (k,) their masses
    when x is from p itself; ``laws`` has by the name of a method the masses when x is generated,
    for each snapshot and seed, (frames, seeds, k), or (frames, k) of one seed. ``iterations``
    (frames,) increase. ``heard`` (seeds, k), where given, are the masses of the sentences that each
    seed was trained on.

    The picture has the masses in `PARTS` equal parts, means over the seeds, and a thin line for
    each seed. The numbers are exact on the values: W1 in nats, JS in nats, and the mean score; each
    a mean over the seeds, the distances with their standard deviation. The floors are those of
    ``heard``. ``method`` and ``frame`` follow the reader. Raises ValueError where arrays do not
    fit or masses are no laws, TraitError for an unknown method or frame.
    """

    _esm = esm(
        "shared/style.css",
        "score_laws.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "score_laws.js",
    )
    methods: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    iterations = t.List(t.Float()).tag(sync=True)
    extent = t.List(t.Float()).tag(sync=True)
    real: t.List[float] = t.List(t.Float()).tag(sync=True)
    real_mean = t.Float().tag(sync=True)
    films: t.List[Any] = t.List().tag(sync=True)
    floors = t.Dict().tag(sync=True)
    top = t.Float().tag(sync=True)
    seeds = t.Int().tag(sync=True)
    frame = t.Int(0).tag(sync=True)
    method = t.Unicode().tag(sync=True)
    _driven = ("frame", "method")

    def __init__(
        self,
        values: ArrayLike,
        real: ArrayLike,
        laws: Mapping[str, ArrayLike],
        iterations: ArrayLike,
        *,
        heard: ArrayLike | None = None,
        **traits: Any,
    ) -> None:
        values, real, films = _checked(values, real, laws)
        extent = _extent(values)
        parts = _parts(values, extent)
        shown = {name: film @ parts for name, film in films.items()}
        top = max(float((real @ parts).max()), *(float(f.max()) for f in shown.values()))
        self._shown, self._real = {n: f.mean(axis=1) for n, f in shown.items()}, real @ parts
        floors = {}
        if heard is not None:
            own = _laws("heard", heard, len(values))
            floors = _apart(values, real, own.reshape(1, -1, len(values)))
        super().__init__(
            methods=list(films),
            iterations=increasing("iterations", iterations, len(next(iter(films.values())))),
            extent=extent,
            real=_digits(real @ parts),
            real_mean=float(real @ values),
            films=[
                {**_apart(values, real, film), "levels": _levels(shown[name], top)}
                for name, film in films.items()
            ],
            floors={name: floor[0] for name, floor in floors.items()},
            top=top,
            seeds=next(iter(films.values())).shape[1],
            **traits,
        )

    @t.default("method")
    def _first_method(self) -> str:
        return self.methods[0]

    @t.validate("frame", "method")
    def _there(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        frame, last = state.get("frame", 0), len(self.iterations) - 1
        if not 0 <= frame <= last:
            raise t.TraitError(f"frame must lie in 0 to {last}, got {frame}")
        if "method" in state and state["method"] not in self.methods:
            raise t.TraitError(f"method must be one of {self.methods}, got {state['method']!r}")

    def _still(self) -> tuple[str, Canvas]:
        """Both laws at the last snapshot."""
        low, high = self.extent
        edges = np.repeat(np.linspace(low, high, PARTS + 1), 2)[1:-1]
        laws = {"real": self._real, "fake": self._shown[self.method][-1]}
        canvas = Canvas((low, high), (-0.02, 1.15 * max(law.max() for law in laws.values())))
        for (role, law), dashes in zip(laws.items(), ("", "9 5"), strict=True):
            canvas.area(edges, np.repeat(law, 2), role)
            canvas.curve(edges, np.repeat(law, 2), role, dashes=dashes)
        return "The laws of the score of real and of generated sequences", canvas

    def _room(self) -> Room:
        return _room.score_laws([text for text, _ in self.steps])


def score_laws(
    outcomes: "Iterable[Outcome]",
    values: ArrayLike,
    real: ArrayLike,
    *,
    names: Mapping[str, str] | None = None,
    **more: Any,
) -> ScoreLaws:
    """Return the widget of a study's outcomes, whose frames ``score_law`` are masses on ``values``.

    ``names``: what a method is called on the page, in the order of the page; without it, all, as
    the study calls them. ``more`` goes to `ScoreLaws`. ValueError for a method that is not there,
    and where the outcomes have other iterations than each other.
    """
    found = {outcome.facts["method"]: outcome.record for outcome in outcomes}
    names = {method: method for method in found} if names is None else names
    if missing := [method for method in names if method not in found]:
        raise ValueError(f"the outcomes must have {missing}, got {sorted(found)}")
    records = {name: found[method] for method, name in names.items()}
    steps = {tuple(record.iteration.tolist()) for record in records.values()}
    if len(steps) != 1:
        raise ValueError(f"the methods must be recorded at the same iterations, got {steps}")
    laws = {name: record.frames["score_law"] for name, record in records.items()}
    return ScoreLaws(values, real, laws, list(steps.pop()), **more)


def _checked(
    values: ArrayLike, real: ArrayLike, laws: Mapping[str, ArrayLike]
) -> tuple[
    Float[np.ndarray, " k"],
    Float[np.ndarray, " k"],
    dict[str, Float[np.ndarray, "frames seeds k"]],
]:
    values = finite("values", values)
    if values.ndim != 1 or len(values) < 2 or np.ptp(values) == 0:
        raise ValueError(f"values must be (k,) with two different ones, got {values.shape}")
    if not laws:
        raise ValueError("laws must have at least one method")
    films = {name: _laws(f"laws[{name!r}]", law, len(values)) for name, law in laws.items()}
    films = {name: f[:, None] if f.ndim == 2 else f for name, f in films.items()}
    shapes = {f.shape for f in films.values()}
    if len(shapes) != 1 or len(shapes.pop()) != 3:
        found = {name: f.shape for name, f in films.items()}
        raise ValueError(f"laws must be (frames, seeds, {len(values)}) alike, got {found}")
    real = _laws("real", real, len(values))
    if real.ndim != 1:
        raise ValueError(f"real must be ({len(values)},), got {real.shape}")
    return values, real, films


def _laws(name: str, masses: ArrayLike, k: int) -> Float[np.ndarray, "*shape k"]:
    """The masses, each row divided by its sum; ValueError unless they are laws on k values."""
    masses = finite(name, masses)
    if masses.ndim == 0 or masses.shape[-1] != k:
        raise ValueError(f"{name} must have {k} masses, one for each value, got {masses.shape}")
    totals = masses.sum(axis=-1, keepdims=True)
    # As recorded in float32 they sum to one up to its rounding.
    if masses.min() < 0 or np.abs(totals - 1).max() > 1e-4:
        raise ValueError(
            f"{name} must be at least 0 and sum to one, got a least mass of {masses.min():g} and "
            f"sums from {totals.min():g} to {totals.max():g}"
        )
    return masses / totals


def _extent(values: Float[np.ndarray, " k"]) -> list[float]:
    """The window: all values, with half a part more on each side."""
    margin = np.ptp(values) / (2 * (PARTS - 1))
    return [float(values.min() - margin), float(values.max() + margin)]


def _parts(values: Float[np.ndarray, " k"], extent: Sequence[float]) -> Float[np.ndarray, "k p"]:
    """Which part of the window each value lies in, as rows of an identity."""
    places = np.floor((values - extent[0]) / (extent[1] - extent[0]) * PARTS).astype(int)
    return np.eye(PARTS)[np.clip(places, 0, PARTS - 1)]


def _apart(
    values: Float[np.ndarray, " k"],
    real: Float[np.ndarray, " k"],
    film: Float[np.ndarray, "frames seeds k"],
) -> dict[str, list[float]]:
    """Exact distances to the real law and the mean score, for each frame, over the seeds."""
    w1 = np.array([[w1_line(values, values, real, law) for law in frame] for frame in film])
    apart = np.array([[js(real, law) for law in frame] for frame in film])
    ddof = min(1, film.shape[1] - 1)  # one seed alone has no spread
    return {
        "w1": _digits(w1.mean(axis=1)),
        "w1_spread": _digits(w1.std(axis=1, ddof=ddof)),
        "js": _digits(apart.mean(axis=1)),
        "js_spread": _digits(apart.std(axis=1, ddof=ddof)),
        "mean": _digits((film @ values).mean(axis=1)),
    }


def _digits(values: Float[np.ndarray, " n"]) -> list[float]:
    return [float(f"{v:.9g}") for v in values]


def _levels(shown: Float[np.ndarray, "frames seeds p"], top: float) -> str:
    """Masses as bytes, in units of the greatest, as base64."""
    return base64.b64encode(np.rint(shown / top * 255).astype(np.uint8).tobytes()).decode()
