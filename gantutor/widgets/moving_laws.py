"""Two laws on the line, one of which the reader moves, and what that does to every distance."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets as t

from gantutor.colours import COLOURS
from gantutor.distributions import Normal, Uniform, two_bumps
from gantutor.widgets._static import Number, StaticWidget, esm

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
_FAMILIES = {"normal": Normal(0, 1), "uniform": Uniform(0, 1), "two bumps": two_bumps()}
CONTROLS = ("ratio", "law")
_LIMITS = {"normal": 6.0, "uniform": 3.0, "two bumps": 6.0}
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
    [−limit, limit], without a ``limit`` as far as suits the law and holds the first shift.

    Every number shown stands unrounded in the page as ``data-value``. Raises TraitError for names
    and values that are not possible, here and when a trait is set later.
    """

    _esm = _module(PANELS)
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

    def __init__(self, panels: Any = ("densities", "divergences"), **traits: Any) -> None:
        super().__init__(panels=[panels] if isinstance(panels, str) else list(panels), **traits)

    def source(self) -> str:
        """The ES module with the panels shown: on a page no others can be asked for."""
        return _module(self.panels)

    def poster(self) -> str:
        """The two densities as they start, as an SVG of two paths."""
        law = _FAMILIES[self.law]
        x = np.linspace(-self.limit - 4, self.limit + 4, 161)
        heights = law.pdf(x), law.pdf((x - self.shift) / self.ratio) / self.ratio
        top, paths = max(h.max() for h in heights), ""
        for h, role, dashes in zip(heights, ("real", "fake"), ("", "7 4"), strict=True):
            at = zip((x - x[0]) / (x[-1] - x[0]) * 640, 190 - 170 * h / top, strict=True)
            paths += (
                f'<path fill="none" stroke="{COLOURS[role].light}" stroke-width="2" '
                f'stroke-dasharray="{dashes}" d="M{"L".join(f"{a:.0f} {b:.1f}" for a, b in at)}"/>'
            )
        said = f"Densities of the real law and of the generated one, shifted by {self.shift:g}"
        return f'<svg viewBox="0 0 640 200" role="img" aria-label="{said}">{paths}</svg>'

    @t.default("limit")
    def _wide_enough(self) -> float:
        return max(_LIMITS[self.law], abs(self.shift))

    @t.validate("panels", "controls")
    def _each_once(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        if len(set(value)) < len(value):
            raise t.TraitError(f"{name} must be named once each, got {value}")
        return value

    @t.validate("shift", "limit")
    def _within(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        shift, limit = (value, self.limit) if name == "shift" else (self.shift, value)
        if abs(shift) > limit:
            raise t.TraitError(f"shift must lie in [{-limit:g}, {limit:g}], got {shift:g}")
        return value
