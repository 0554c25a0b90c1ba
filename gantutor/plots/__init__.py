"""Functions that take arrays or a record and an Axes, draw, and return the Axes.

Colours mean the same everywhere (REAL, FAKE, EXACT, CRITIC, FLOOR) and are never the only cue.
Nothing here shows, saves or restyles; only `use_style` changes matplotlib's settings.
"""

from gantutor.plots.bars import error_bars, heaps
from gantutor.plots.curves import band, floor_band, w1_curve
from gantutor.plots.fields import field_arrows
from gantutor.plots.images import image_grid
from gantutor.plots.plane import grid_points, samples, surface
from gantutor.plots.plans import plan_arrows, plan_matrix
from gantutor.plots.style import CRITIC, EXACT, FAKE, FLOOR, REAL, use_style
from gantutor.plots.weights import weight_histogram

__all__ = [
    "CRITIC",
    "EXACT",
    "FAKE",
    "FLOOR",
    "REAL",
    "band",
    "error_bars",
    "field_arrows",
    "floor_band",
    "grid_points",
    "heaps",
    "image_grid",
    "plan_arrows",
    "plan_matrix",
    "samples",
    "surface",
    "use_style",
    "w1_curve",
    "weight_histogram",
]
