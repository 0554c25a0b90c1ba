"""The phase plane of the Dirac-GAN: the reader drops a point and chooses the method."""

from math import isfinite
from typing import Any

import traitlets as t

from gantutor.dynamics import METHODS, SCHEMES
from gantutor.widgets._static import StaticWidget, esm

# What a slider can reach: (least, greatest).
_BOUNDS = {
    "theta": (-2.5, 2.5),
    "psi": (-2.5, 2.5),
    "h": (0.01, 1.0),
    "weight": (0.05, 3.0),
    "c": (0.05, 2.5),
    "sigma": (0.05, 3.0),
    "n_critic": (1, 10),
    "steps": (10, 2000),
}


class PhasePlane(StaticWidget):
    """The arrows of a method's field over (θ, ψ), and where gradient steps lead from a point.

    Real mass at 0, generated mass at θ, critic ψx, as in `gantutor.dynamics`, whose names and
    numbers these are. (``theta``, ``psi``) is the start; ``h`` the step size; ``scheme``
    "simultaneous" or "alternating", where ``n_critic`` counts the critic's steps (simultaneous
    steps have one). ``weight``, ``c`` and ``sigma`` belong to the methods that have them.
    ``iteration``, from 0 to ``steps``, is where the point stands; it goes back to 0 when the reader
    changes anything else. Dropping a point plays the run, unless reduced motion is asked for.

    Raises ValueError for unknown names and values out of range, here and when a trait is set later.
    """

    _esm = esm(
        "shared/style.css",
        "phase_plane.css",
        "shared/dom.js",
        "shared/plot.js",
        "shared/controls.js",
        "phase_dirac.js",
        "phase_plane.js",
    )
    method = t.Unicode("minimax").tag(sync=True)
    scheme = t.Unicode("simultaneous").tag(sync=True)
    theta = t.Float(1.2).tag(sync=True)
    psi = t.Float(0.5).tag(sync=True)
    h = t.Float(0.1).tag(sync=True)
    weight = t.Float(0.3).tag(sync=True)
    c = t.Float(1.0).tag(sync=True)
    sigma = t.Float(1.0).tag(sync=True)
    n_critic = t.Int(1).tag(sync=True)
    steps = t.Int(300).tag(sync=True)
    iteration = t.Int(0).tag(sync=True)

    def __init__(self, method: str = "minimax", **traits: Any) -> None:
        super().__init__(method=method, **traits)

    @t.validate("method", "scheme")
    def _known(self, proposal: Any) -> str:
        name, value = proposal["trait"].name, proposal["value"]
        known = {"method": METHODS, "scheme": SCHEMES}[name]
        if value not in known:
            raise ValueError(f"unknown {name} {value!r}; known: {', '.join(known)}")
        return str(value)

    @t.validate("iteration", *_BOUNDS)
    def _within(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        low, high = _BOUNDS.get(name, (0, self.steps))
        if name == "steps":
            low = max(low, self.iteration)
        if not (isfinite(value) and low <= value <= high):
            raise ValueError(f"{name} must lie in [{low:g}, {high:g}], got {value}")
        return value
