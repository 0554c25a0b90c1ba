"""Points that are dragged in the plane, with the exact plan and the exact potential beside them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import traitlets as t
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from gantutor.widgets import _room, engine
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets._steps import first_state
from gantutor.widgets.posters import Canvas

GROUNDS = ("low", "high", "w1")
REACH = (4.0, 3.0)
"""Points lie within ±4 across and ±3 up: what the picture shows."""

FEWEST, MOST = 2, 12
# Apart enough for a finger to take hold of each.
_REAL = [[-2.9, 0.5], [-0.5, 0.8], [-3.1, 2.3], [-2.2, -2.1], [0.8, -1.0]]
_REAL += [[0.9, 2.2], [-0.8, -1.5], [1.1, 0.3], [2.4, 0.7], [1.9, -0.4]]
_FAKE = [[3.2, -2.1], [-0.8, -0.3], [-1.7, -1.0], [-1.3, 2.0], [-0.3, 1.9]]
_FAKE += [[0.7, -2.4], [3.4, -0.3], [2.8, 1.8], [-3.4, -1.0], [1.4, -1.9]]
_NAME = re.compile(r"(real|fake) ([1-9]\d?)")


class MovingPoints(StaticWidget):
    """As many ``real`` as ``fake`` points in the plane, any of which the reader drags.

    All have the same mass, 1/n, so that a best plan is one to one; it is found exactly, with W1, by
    the engine's shortest augmenting paths. ``held`` names the point that the sliders move, "fake 3"
    the third of the fake ones. The ``ground`` is a function of the place p: "low",
    maxᵢ (fᵢ − |p − xᵢ|), or "high", minⱼ (|p − yⱼ| − gⱼ), the two extreme potentials with the best
    prices on the points; or "w1", W1 itself if the held point stood at p and no other had moved.
    Best prices are many: these are the mean over all real points of the shortest paths that begin
    there (`sum f = 0`), which are tight between partners alone where the best plan is unique. An
    arrow of length 1 at each fake point is the gradient of "low".

    A step may say ``to``, the place of its held point, instead of whole lists; all other points are
    then where they stood at the start. Raises TraitError for points outside of `REACH`, for lists
    that are not equally long, 2 to 12 points each, and for a ``held`` that there is not.
    """

    _esm = engine.source("assignment.js") + esm(
        "shared/style.css",
        "moving_points.css",
        *(f"shared/{name}.js" for name in ("dom", "theme", "plot", "controls", "picks", "steps")),
        *(f"shared/{name}.js" for name in ("prices", "cones", "way")),
        "moving_points.js",
    )
    real: t.List[Any] = t.List().tag(sync=True)
    fake: t.List[Any] = t.List().tag(sync=True)
    held = t.Unicode("fake 1").tag(sync=True)
    ground = t.Enum(GROUNDS, "low").tag(sync=True)
    _driven = ("real", "fake", "held", "ground")

    def __init__(
        self, real: Any = _REAL, fake: Any = _FAKE, steps: Sequence[Any] = (), **traits: Any
    ) -> None:
        start = {"real": _places("real", real), "fake": _places("fake", fake)}
        whole = [_whole(step, start) for step in steps]
        first = first_state(self._pairs(whole), {})
        super().__init__(**{**start, **first, **traits}, steps=whole)

    @t.validate("real", "fake")
    def _in_the_picture(self, proposal: Any) -> list[list[float]]:
        name, points = proposal["trait"].name, proposal["value"]
        self._check_state({name: points})
        return _places(name, points)

    @t.validate("held")
    def _is_there(self, proposal: Any) -> str:
        self._check_state({"held": proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        for name in {"real", "fake"} & set(state):
            _places(name, state[name])
        real, fake = state.get("real", self.real), state.get("fake", self.fake)
        held = state.get("held", self.held)
        if len(real) != len(fake):
            raise t.TraitError(
                f"real and fake must be equally many points, got {len(real)} and {len(fake)}"
            )
        named = _NAME.fullmatch(held)
        if not named or int(named[2]) > len(real):
            raise t.TraitError(f"held must be 'real 1' to 'fake {len(fake)}', got {held!r}")

    def _still(self) -> tuple[str, Canvas]:
        """The points, and the best plan between them."""
        x, y = np.array(self.real), np.array(self.fake)
        wide = REACH[1] * 16 / 9
        canvas = Canvas((-wide, wide), (-REACH[1], REACH[1]))
        for i, j in zip(*linear_sum_assignment(cdist(x, y)), strict=True):
            canvas.curve([x[i, 0], y[j, 0]], [x[i, 1], y[j, 1]], "exact", width=2)
        for points, role in ((x, "real"), (y, "fake")):
            canvas.dots(points[:, 0], points[:, 1], role, size=9)
        return "Real and generated points in the plane, with the best plan between them", canvas

    def _room(self) -> Room:
        return _room.moving_points([text for text, _ in self.steps])


def _places(name: str, points: Any) -> list[list[float]]:
    try:
        found = np.asarray(points, dtype=float)
    except (TypeError, ValueError):
        found = np.empty(0)
    if found.ndim != 2 or found.shape[1] != 2 or not FEWEST <= len(found) <= MOST:
        raise t.TraitError(
            f"{name} must be {FEWEST} to {MOST} points of the plane, got shape {found.shape}"
        )
    if not (np.abs(found) <= REACH).all():
        raise t.TraitError(
            f"{name} must lie within ±{REACH[0]:g} across and ±{REACH[1]:g} up, got "
            f"{found.tolist()}"
        )
    listed: list[list[float]] = found.tolist()
    return listed


def _whole(step: Any, start: dict[str, Any]) -> Any:
    """The step with all points, its held one at ``to``; as it is where it will be refused."""
    match step:
        case (text, {"held": str(held), "to": place, **rest}) if name := _NAME.fullmatch(held):
            more: dict[Any, Any] = rest
            points, k = [list(point) for point in start[name[1]]], int(name[2]) - 1
            if k < len(points):  # else `held` is refused
                points[k] = [float(v) for v in place]
            return text, {**start, name[1]: points, "held": held, **more}
        case (text, state) if isinstance(state, Mapping) and "to" not in state:
            return text, {**start, **state}
    return step
