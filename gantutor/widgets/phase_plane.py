"""The phase plane of the Dirac-GAN: the reader drops a point and chooses the method."""

from typing import Any

import traitlets as t

from gantutor.dynamics import METHODS, SCHEMES
from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.posters import Canvas, runs


class PhasePlane(StaticWidget):
    """The arrows of a method's field over (θ, ψ), and where gradient steps lead from a point.

    Real mass at 0, generated mass at θ, critic ψx, as in `gantutor.dynamics`, whose names and
    numbers these are. (``theta``, ``psi``) is the start; ``h`` the step size; ``scheme``
    "simultaneous" or "alternating", where ``n_critic`` counts the critic's steps (simultaneous
    steps have one). ``weight``, ``c`` and ``sigma`` belong to the methods that have them.
    ``iteration``, from 0 to ``iterations``, is where the point stands; it goes back to 0 when the
    reader changes anything else. Dropping a point plays the run, unless reduced motion is asked
    for.

    Raises TraitError for unknown names and values out of range, here and when a trait is set later.
    """

    _esm = esm(
        "shared/style.css",
        "phase_plane.css",
        "shared/dom.js",
        "shared/plot.js",
        "shared/controls.js",
        "shared/steps.js",
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
    iterations = t.Int(300, min=10, max=2000).tag(sync=True)
    iteration = t.Int(0, min=0).tag(sync=True)
    _driven = (
        "method",
        "scheme",
        "theta",
        "psi",
        "h",
        "weight",
        "c",
        "sigma",
        "n_critic",
        "iteration",
    )

    def __init__(self, method: str = "minimax", **traits: Any) -> None:
        super().__init__(method=method, **traits)

    def _still(self) -> tuple[str, Canvas]:
        """The field's arrows, and the way from the start."""
        canvas = runs.phase_plane(
            self.method,
            (self.theta, self.psi),
            self.h,
            self.iterations,
            self.scheme,
            # Simultaneous steps have one step of the critic.
            self.n_critic if self.scheme == "alternating" else 1,
            runs.settings_of(
                self.method, {"weight": self.weight, "c": self.c, "sigma": self.sigma}
            ),
        )
        return "The phase plane of the Dirac-GAN, and a way through it", canvas

    def _room(self) -> Room:
        return _room.phase_plane([text for text, _ in self.steps])

    @t.validate("iteration", "iterations")
    def _within(self, proposal: Any) -> int:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        at = state.get("iteration", self.iteration)
        last = state.get("iterations", self.iterations)
        if at > last:
            raise t.TraitError(f"iteration must lie in 0 to {last}, the iterations, got {at}")
