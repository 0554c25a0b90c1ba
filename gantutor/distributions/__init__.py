"""The laws that the book moves: on the line, in the plane, and on finitely many points."""

from gantutor.distributions.blurred import BlurredUniform, blurred
from gantutor.distributions.cdfs import cdf_gap
from gantutor.distributions.line import Dirac, Law, Normal, Uniform
from gantutor.distributions.masses import masses, uniform_masses
from gantutor.distributions.mixture import Mixture, two_bumps
from gantutor.distributions.pairs import Pair, ParallelLines, PlanePair, running_pair
from gantutor.distributions.plane import (
    Grid,
    PlaneLaw,
    Ring,
    Segment,
    SwissRoll,
)
from gantutor.distributions.points import point_pair, points

__all__ = [
    "BlurredUniform",
    "Dirac",
    "Grid",
    "Law",
    "Mixture",
    "Normal",
    "Pair",
    "ParallelLines",
    "PlaneLaw",
    "PlanePair",
    "Ring",
    "Segment",
    "SwissRoll",
    "Uniform",
    "blurred",
    "cdf_gap",
    "masses",
    "point_pair",
    "points",
    "running_pair",
    "two_bumps",
    "uniform_masses",
]
