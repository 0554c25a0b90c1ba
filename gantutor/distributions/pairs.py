"""Pairs of laws, real first: the running pair of the book and the parallel lines."""

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from gantutor.distributions.line import Law, Normal
from gantutor.distributions.plane import PlaneLaw, Segment


class Pair(NamedTuple):
    """A real and a fake law on the line, always in this order."""

    real: Law
    fake: Law


class PlanePair(NamedTuple):
    """A real and a fake law in the plane, always in this order."""

    real: PlaneLaw
    fake: PlaneLaw


def running_pair(shift: float = 2.0) -> Pair:
    """The pair of the whole book: real N(0, 1) and fake N(shift, 1)."""
    return Pair(real=Normal(0.0, 1.0), fake=Normal(shift, 1.0))


@dataclass(frozen=True)
class ParallelLines:
    """Real on (x, 0), fake on (x, θ), x uniform on [0, 1].

    For θ ≠ 0: W1 = |θ|, JS = log 2, TV = 1, KL = ∞ (Arjovsky, Chintala & Bottou 2017, example 1).
    """

    theta: float = 1.0

    def __post_init__(self) -> None:
        if not isfinite(self.theta):
            raise ValueError(f"theta must be finite, got {self.theta}")

    def pair(self) -> PlanePair:
        """The two segments, real first."""
        return PlanePair(real=Segment(), fake=Segment(centre=(0.0, self.theta)))
