"""Two laws, one of which the reader moves, and what five distances make of it; and two clouds."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets as t
from scipy.special import ndtr

from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.posters import Canvas

LAWS = ("normal", "two bumps")
VIEWS = ("distances", "pull", "epsilon", "plane")
_LIMIT = 6.0
_SHARED = (
    "dom",
    "numerics",
    "laws",
    "divergences",
    "kernels",
    "entropic",
    "slices",
    "plot",
    "controls",
    "picks",
    "steps",
)
# Points of a cloud: enough to look like one, few enough for an exact assignment at every frame.
_MOST = 32


def clouds(n: int = 20) -> tuple[list[list[float]], list[list[float]]]:
    """Two clouds of ``n`` points: two clumps, one above the other, and two beside each other.

    Along 45 degrees both look nearly the same.
    """
    rng = np.random.default_rng(0)
    side = np.repeat([-1.5, 1.5], [n // 2, n - n // 2])
    across, up = np.stack([side, 0 * side], axis=1), np.stack([0 * side, side], axis=1)
    real, fake = (centre + 0.35 * rng.normal(size=(n, 2)) for centre in (up, across))
    return np.round(real, 3).tolist(), np.round(fake, 3).tolist()


_REAL, _FAKE = clouds()


class MovingDistances(StaticWidget):
    """A real law P at rest and a generated law Q that is dragged, and five distances of the two.

    ``law`` "normal": P = N(0, 1), Q = N(``shift``, ``ratio``²). "two bumps": P = `two_bumps()`, Q
    the same, ``ratio`` times as wide, moved by ``shift``, with the share ``balance`` in its right
    bump. W1, half the energy distance, MMD² with the kernel exp(−(x − y)²/2h²), h = ``width``, and
    JS (nats) are those of the densities. The Sinkhorn divergence at ``epsilon``, with the cost
    |x − y|, is that of 48 weighted atoms of each law. Every one has its derivative by the shift.

    ``panel`` is what is looked at: the "distances" against the shift, the "pull" (sizes of the
    slopes by powers of ten), the Sinkhorn divergence against "epsilon" and, at 0.1, 1 and 10,
    against the shift, or two clouds in the "plane". There ``real`` and ``fake`` are equally many
    points, ``fake`` moved to the right by the shift, seen along the direction of ``angle`` degrees;
    sliced W1 is the mean over ``directions`` directions, evenly from 0 to 180 degrees, and W1 that
    of the best assignment.

    Every number shown stands unrounded in the page as ``data-value``. TraitError for values that
    are out of range, and for clouds that are not equally many points of the plane, 2 to 32.
    """

    _esm = esm(
        "shared/style.css",
        "moving_distances.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "moving_distances.js",
    )
    law = t.Enum(LAWS, "normal").tag(sync=True)
    shift = Number(2.0, min=-_LIMIT, max=_LIMIT).tag(sync=True)
    ratio = Number(1.0, min=0.25, max=3.0).tag(sync=True)
    balance = Number(0.5, min=0.02, max=0.98).tag(sync=True)
    epsilon = Number(1.0, min=0.1, max=100.0).tag(sync=True)
    width = Number(1.0, min=0.1, max=10.0).tag(sync=True)
    panel = t.Enum(VIEWS, "distances").tag(sync=True)
    angle = Number(45.0, min=0.0, max=180.0).tag(sync=True)
    directions = t.Int(64, min=2, max=256).tag(sync=True)
    real = t.List(default_value=_REAL).tag(sync=True)
    fake = t.List(default_value=_FAKE).tag(sync=True)
    _driven = ("law", "shift", "ratio", "balance", "epsilon", "width", "panel", "angle")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        if len(self.real) != len(self.fake):
            raise t.TraitError(
                f"real and fake must be equally many points, got {len(self.real)} and "
                f"{len(self.fake)}"
            )

    @t.validate("real", "fake")
    def _in_the_plane(self, proposal: Any) -> list[list[float]]:
        name = proposal["trait"].name
        try:
            points = np.asarray(proposal["value"], dtype=float)
        except (TypeError, ValueError):
            points = np.empty(0)
        if points.ndim != 2 or points.shape[1] != 2 or not 2 <= len(points) <= _MOST:
            raise t.TraitError(
                f"{name} must be 2 to {_MOST} points of the plane, got shape {points.shape}"
            )
        if not np.isfinite(points).all() or np.abs(points).max() > _LIMIT:
            raise t.TraitError(f"{name} must lie within ±{_LIMIT:g}, got {points.tolist()}")
        found: list[list[float]] = points.tolist()
        return found

    def _still(self) -> tuple[str, Canvas]:
        """The size of three slopes against the shift, and where the generated law stands."""
        shifts = np.linspace(-_LIMIT, _LIMIT, 61)
        real = _parts(self.law, 0.0, 1.0, 0.5)
        found = np.array(
            [
                _slopes(real, _parts(self.law, s, self.ratio, self.balance), self.width)
                for s in shifts
            ]
        )
        canvas = Canvas((-_LIMIT, _LIMIT), (-0.05, 1.1))
        for slopes, role, dashes in zip(
            np.abs(found).T, ("exact", "moss", "ink"), ("", "9 5", "3 5"), strict=True
        ):
            canvas.curve(shifts, slopes, role, dashes=dashes)
            at = np.interp(self.shift, shifts, slopes)
            canvas.dots([self.shift], [at], role, size=9)
        return "How hard W1, the energy distance and an MMD pull, against the shift", canvas

    def _room(self) -> Room:
        return _room.moving_distances(self.panel, [text for text, _ in self.steps])


_Parts = Sequence[tuple[float, float, float]]


def _parts(law: str, shift: float, ratio: float, balance: float) -> _Parts:
    """The law as (weight, mean, std) of normals."""
    if law == "normal":
        return [(1.0, shift, ratio)]
    return [
        (1 - balance, shift - 1.5 * ratio, 0.5 * ratio),
        (balance, shift + 1.5 * ratio, 0.5 * ratio),
    ]


def _slopes(real: _Parts, fake: _Parts, width: float) -> tuple[float, float, float]:
    """The derivatives by the shift of W1, of half the energy distance and of MMD²."""
    energy = mmd = 0.0
    for w, m, s in real:
        for v, n, r in fake:
            gap, spread = n - m, np.hypot(s, r)
            wide = width**2 + spread**2
            energy += w * v * (2 * ndtr(gap / spread) - 1)
            likeness = width / np.sqrt(wide) * np.exp(-(gap**2) / (2 * wide))
            mmd += 2 * w * v * gap / wide * likeness
    x = np.linspace(-16, 16, 1601)
    heads = [sum(w * ndtr((x - m) / s) for w, m, s in parts) for parts in (real, fake)]
    signs = np.sign(np.round(heads[0] - heads[1], 12))
    w1 = float(np.sum(np.diff(heads[1]) * (signs[1:] + signs[:-1]) / 2))
    return w1, float(energy), float(mmd)
