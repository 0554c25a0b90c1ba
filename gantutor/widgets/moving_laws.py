"""Two laws on the line, one of which the reader moves, and what that does to every distance."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets as t

from gantutor.distributions import Law, Normal, Uniform, two_bumps
from gantutor.transport import clip_slope_bound
from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.posters import Canvas, laws

PANELS = (
    "densities",
    "divergences",
    "discriminator",
    "value",
    "plan",
    "cdf",
    "potential",
    "clipped",
    "penalised",
    "spectral",
    "scores",
    "told",
)
LAWS = ("normal", "uniform", "two bumps")
# The law of shift + ratio · X, X ~ P.
_FAMILIES: dict[str, Callable[[float, float], Law]] = {
    "normal": lambda shift, ratio: Normal(shift, ratio),
    "uniform": lambda shift, ratio: Uniform(shift, shift + ratio),
    "two bumps": lambda shift, ratio: two_bumps(3.0 * ratio, 0.5 * ratio).shift(shift),
}
CONTROLS = ("ratio", "law")
OBJECTIVES = (
    "minimax",
    "nonsaturating",
    "least_squares",
    "energy",
    "energy_mean",
    "loss_sensitive",
    "wasserstein",
)
_LIMITS = {"normal": 6.0, "uniform": 3.0, "two bumps": 6.0}
_MARGINS = {"normal": 3.2, "uniform": 1.4, "two bumps": 3.2}
_SHARED = (
    "dom",
    "numerics",
    "laws",
    "divergences",
    "transport",
    "plot",
    "controls",
    "steps",
    "moving",
)


def _module(panels: Sequence[str], *more: str) -> str:
    shared = (f"shared/{name}.js" for name in (*_SHARED, *more))
    return esm(
        "shared/style.css",
        *shared,
        *(f"panels/{name}.js" for name in ("backdrop", *panels)),
        "moving_laws.js",
    )


class MovingLaws(StaticWidget):
    """A real law P at rest and a generated law Q that is dragged, with a panel for each question.

    ``law`` "normal": P = N(0, 1); "uniform": P = U[0, 1]; "two bumps": `two_bumps()`. Q is the law
    of shift + ratio · X with X ~ P. ``panels`` are shown in the order given, out of `PANELS`;
    ``controls`` adds sliders for the "ratio" or a menu for the "law". ``weight`` is λ of the
    penalised critic; ``clip``, ``depth`` (weight matrices), ``width`` and ``dimension`` (of the
    input) are the clipped critic's; ``noise`` σ (instance noise added to both laws) and
    ``smoothing`` s (one-sided, of the labels) change the panel "scores" alone, which draws the best
    critic of one ``objective``. Of more than two panels the first stays, and ``panel`` is the one
    shown beside it, at first the second. The shift moves in [−limit, limit], without a ``limit`` as
    far as suits the law and holds the first shift and that of every step. With ``predict`` the
    panel "divergences" first asks the reader to draw JS, and then traces the true curve over it.

    Every number shown stands unrounded in the page as ``data-value``. Raises TraitError for names
    and values that are not possible, here and when a trait is set later.
    """

    _esm = _module(PANELS, "predict")
    panels = t.List(t.Enum(PANELS), ["densities"], 1, len(PANELS)).tag(sync=True)
    controls = t.List(t.Enum(CONTROLS)).tag(sync=True)
    law = t.Enum(LAWS, "normal").tag(sync=True)
    shift = Number(2.0).tag(sync=True)
    limit = Number(6.0, min=0.5, max=20.0).tag(sync=True)
    # As far as a slider can reach.
    ratio = Number(1.0, min=0.25, max=4.0).tag(sync=True)
    weight = Number(10.0, min=0.05, max=100.0).tag(sync=True)
    clip = Number(0.01, min=0.001, max=1.0).tag(sync=True)
    depth = t.Int(4, min=2, max=8).tag(sync=True)
    width = t.Int(512, min=8, max=1024).tag(sync=True)
    dimension = t.Int(1, min=1, max=10_000).tag(sync=True)
    noise = Number(0.0, min=0.0, max=2.0).tag(sync=True)
    smoothing = Number(0.0, min=0.0, max=0.4).tag(sync=True)
    objective = t.Enum(OBJECTIVES, "minimax").tag(sync=True)
    panel = t.Enum(("", *PANELS), "").tag(sync=True)
    predict = t.Bool(False).tag(sync=True)
    _driven = (
        "law",
        "shift",
        "ratio",
        "weight",
        "clip",
        "depth",
        "width",
        "dimension",
        "noise",
        "smoothing",
        "objective",
        "panel",
    )

    def __init__(self, panels: Any = ("densities", "divergences"), **traits: Any) -> None:
        super().__init__(panels=[panels] if isinstance(panels, str) else list(panels), **traits)

    def _module(self) -> str:
        # On a page no other panels can be asked for.
        return _module(self.panels, *(["predict"] if self.predict else []))

    def _still(self) -> tuple[str, Canvas]:
        """The potential where there is one; else the first panel that is more than densities."""
        family, ratio = _FAMILIES[self.law], self.ratio
        scene = laws.Scene(
            P=family(0.0, 1.0),
            made=lambda shift: family(shift, ratio),
            shift=self.shift,
            limit=self.limit,
            margin=_MARGINS[self.law],
            weight=self.weight,
            clip=self.clip,
            depth=self.depth,
            slope_bound=clip_slope_bound(
                (self.dimension, *[self.width] * (self.depth - 1), 1), self.clip
            ),
        )
        telling = [p for p in self.panels if p != "densities"]
        panel = "potential" if "potential" in telling else [*telling, "densities"][0]
        said, canvas = laws.poster(panel, scene)
        return f"{said}, shifted by {self.shift:g}", canvas

    def _room(self) -> Room:
        texts = [text for text, _ in self.steps]
        return _room.laws(self.panels, self.panel, len(self.controls), texts)

    @t.default("limit")
    def _wide_enough(self) -> float:
        shifts = [state.get("shift", 0.0) for _, state in self.steps]
        reached = [abs(shift) for shift in shifts if isinstance(shift, int | float)]
        return max(_LIMITS[self.law], abs(self.shift), *reached)

    @t.validate("panels", "controls")
    def _each_once(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        if len(set(value)) < len(value):
            raise t.TraitError(f"{name} must be named once each, got {value}")
        return value

    @t.validate("shift", "limit", "panel")
    def _goes_together(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        shift, limit = state.get("shift", self.shift), state.get("limit", self.limit)
        if abs(shift) > limit:
            raise t.TraitError(f"shift must lie in [{-limit:g}, {limit:g}], got {shift:g}")
        panel = state.get("panel", "")
        if panel and panel not in self.panels[1:]:
            raise t.TraitError(f"panel must be one of {self.panels[1:]}, got {panel!r}")
