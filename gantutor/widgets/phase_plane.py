"""The phase plane of the Dirac-GAN: the reader drops a point and chooses the method."""

from typing import Any

import traitlets as t

from gantutor.dynamics import METHODS, SCHEMES
from gantutor.widgets._static import Number, StaticWidget, esm


class PhasePlane(StaticWidget):
    """The arrows of a method's field over (θ, ψ), and where gradient steps lead from a point.

    Real mass at 0, generated mass at θ, critic ψx, as in `gantutor.dynamics`, whose names and
    numbers these are. (``theta``, ``psi``) is the start; ``h`` the step size; ``scheme``
    "simultaneous" or "alternating", where ``n_critic`` counts the critic's steps (simultaneous
    steps have one). ``weight``, ``c`` and ``sigma`` belong to the methods that have them.
    ``iteration``, from 0 to ``steps``, is where the point stands; it goes back to 0 when the reader
    changes anything else. Dropping a point plays the run, unless reduced motion is asked for.

    Raises TraitError for unknown names and values out of range, here and when a trait is set later.
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
    method = t.Enum(tuple(METHODS), "minimax").tag(sync=True)
    scheme = t.Enum(SCHEMES, "simultaneous").tag(sync=True)
    # As far as a slider can reach.
    theta = Number(1.2, min=-2.5, max=2.5).tag(sync=True)
    psi = Number(0.5, min=-2.5, max=2.5).tag(sync=True)
    h = Number(0.1, min=0.01, max=1.0).tag(sync=True)
    weight = Number(0.3, min=0.05, max=3.0).tag(sync=True)
    c = Number(1.0, min=0.05, max=2.5).tag(sync=True)
    sigma = Number(1.0, min=0.05, max=3.0).tag(sync=True)
    n_critic = t.Int(1, min=1, max=10).tag(sync=True)
    steps = t.Int(300, min=10, max=2000).tag(sync=True)
    iteration = t.Int(0, min=0).tag(sync=True)

    def __init__(self, method: str = "minimax", **traits: Any) -> None:
        super().__init__(method=method, **traits)

    @t.validate("iteration", "steps")
    def _within(self, proposal: Any) -> int:
        name, value = proposal["trait"].name, proposal["value"]
        at, last = (value, self.steps) if name == "iteration" else (self.iteration, value)
        if at > last:
            raise t.TraitError(f"iteration must lie in 0 to {last}, the steps, got {at}")
        return value
