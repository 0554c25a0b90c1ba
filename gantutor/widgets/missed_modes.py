"""Data in two heaps and a generator that may miss one of them, and what five measures charge."""

import numpy as np
import traitlets as t

from gantutor.distributions import Law, Mixture, Normal, two_bumps
from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.posters import Canvas

MEASURES = ("kl_fake", "kl_real", "js", "mixed", "w1")
_LIMIT = 3.5
_SHARED = (
    "dom",
    "numerics",
    "laws",
    "divergences",
    "plot",
    "controls",
    "steps",
)


class MissedModes(StaticWidget):
    """Data in two equal heaps, and a generator that the reader puts on one of them or between.

    P = `two_bumps()`, and Q = (1 − o) N(m, s²) + o N(−m, s²) with m = ``place``, s = ``width`` and
    o = ``other``, the share of a second heap at the mirrored place. Of five measures one is looked
    at: "kl_fake" is KL(Q‖P), "kl_real" KL(P‖Q), "js" JS, "mixed" KL(Q‖P) − 2 JS, all in nats, and
    "w1" W1. One plot shows what this ``measure`` charges along the line, its integrand; another its
    value against the place, with the least ones marked. "missed" is the share of the data where
    q < p/10, "unsafe" that of the generated samples where p < q/10.

    Every number shown stands unrounded in the page as ``data-value``. TraitError for values that
    are out of range.
    """

    _esm = esm(
        "shared/style.css",
        "missed_modes.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "missed_modes.js",
    )
    place = Number(1.5, min=-_LIMIT, max=_LIMIT).tag(sync=True)
    width = Number(0.5, min=0.2, max=3.0).tag(sync=True)
    other = Number(0.0, min=0.0, max=0.5).tag(sync=True)
    measure = t.Enum(MEASURES, "kl_fake").tag(sync=True)
    _driven = ("place", "width", "other", "measure")

    def generated(self) -> Law:
        """The law of the generator, where it stands."""
        heap = Normal(self.place, self.width)
        if not self.other:
            return heap
        return Mixture((1 - self.other, self.other), (heap, Normal(-self.place, self.width)))

    def _still(self) -> tuple[str, Canvas]:
        """Both densities, and under them where KL(Q‖P) is charged."""
        x = np.linspace(-5, 5, 81)
        P, Q = two_bumps(), self.generated()
        canvas = Canvas((-5, 5), (-0.7, 1.0))
        for law, role, dashes in ((P, "real", ""), (Q, "fake", "9 5")):
            heights = np.asarray(law.pdf(x))
            canvas.area(x, heights, role)
            canvas.curve(x, heights, role, dashes=dashes)
        charged = np.asarray(Q.pdf(x) * (Q.logpdf(x) - P.logpdf(x)))
        size = 0.3 * charged / max(0.3, np.abs(charged).max())
        canvas.area(x, size - 0.4, "kl", base=-0.4)
        canvas.curve(x, size - 0.4, "kl")
        said = "Two heaps of data, one heap of generated samples, and where KL is charged"
        return said, canvas

    def _room(self) -> Room:
        return _room.missed_modes([text for text, _ in self.steps])
