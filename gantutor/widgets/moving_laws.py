"""Two laws on the line, one of which the reader moves, and what that does to every distance."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import traitlets as t

from gantutor.widgets._static import StaticWidget, esm

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
)
LAWS = ("normal", "uniform", "two bumps")
CONTROLS = ("ratio", "law")
_LIMITS = {"normal": 6.0, "uniform": 3.0, "two bumps": 6.0}
# What a slider can reach: (least, greatest).
_BOUNDS = {
    "ratio": (0.25, 4.0),
    "weight": (0.05, 100.0),
    "clip": (0.001, 1.0),
    "depth": (2, 8),
    "width": (8, 1024),
    "dimension": (1, 10_000),
    "noise": (0.0, 2.0),
    "smoothing": (0.0, 0.4),
}
_SHARED = ("dom", "numerics", "laws", "divergences", "transport", "plot", "controls", "moving")


def _module(panels: Sequence[str]) -> str:
    shared = (f"shared/{name}.js" for name in _SHARED)
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
    ``smoothing`` s (one-sided, of the labels) change the panel "scores" alone. The shift moves in
    [−limit, limit].

    Every number shown stands unrounded in the page as ``data-value``. Raises ValueError for names
    and values that are not possible, here and when a trait is set later.
    """

    _esm = _module(PANELS)
    panels = t.List(t.Unicode(), default_value=["densities"]).tag(sync=True)
    controls = t.List(t.Unicode()).tag(sync=True)
    law = t.Unicode("normal").tag(sync=True)
    shift = t.Float(2.0).tag(sync=True)
    limit = t.Float(6.0).tag(sync=True)
    ratio = t.Float(1.0).tag(sync=True)
    weight = t.Float(10.0).tag(sync=True)
    clip = t.Float(0.01).tag(sync=True)
    depth = t.Int(4).tag(sync=True)
    width = t.Int(512).tag(sync=True)
    dimension = t.Int(1).tag(sync=True)
    noise = t.Float(0.0).tag(sync=True)
    smoothing = t.Float(0.0).tag(sync=True)

    def __init__(self, panels: Any = ("densities", "divergences"), **traits: Any) -> None:
        if traits.get("limit") is None:
            law, shift = traits.get("law", "normal"), traits.get("shift", 2.0)
            traits["limit"] = max(_LIMITS.get(law, 0.0), abs(float(shift)))
        super().__init__(panels=[panels] if isinstance(panels, str) else list(panels), **traits)

    def source(self) -> str:
        """The ES module with the panels shown: on a page no others can be asked for."""
        return _module(self.panels)

    @t.validate("panels", "controls", "law")
    def _known(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        known = {"panels": PANELS, "controls": CONTROLS, "law": LAWS}[name]
        chosen = [value] if name == "law" else value
        wrong = [v for v in chosen if v not in known]
        if wrong or len(set(chosen)) < len(chosen) or (name == "panels" and not chosen):
            raise ValueError(f"{name} must be chosen from {known}, each once, got {value!r}")
        return value

    @t.validate("shift", "limit", *_BOUNDS)
    def _within(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        low, high = _BOUNDS.get(name, (-self.limit, self.limit))
        if name == "limit":
            low, high = max(abs(self.shift), 0.5), 20.0
        if not (isfinite(value) and low <= value <= high):
            raise ValueError(f"{name} must lie in [{low:g}, {high:g}], got {value}")
        return value
