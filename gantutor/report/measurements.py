"""The three kinds of measurement: two ways compared, one number read, a cost that grows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Comparison:
    """Median seconds of the plain way and of ours for the same work, and the ratio to reach."""

    what: str
    plain: str
    plain_seconds: float
    ours: str
    our_seconds: float
    goal: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.plain_seconds / self.our_seconds

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        return None if self.goal is None else self.ratio >= self.goal


@dataclass(frozen=True)
class Reading:
    """One number with its unit. ``goal`` is a bound: from above, unless ``at_least``."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


@dataclass(frozen=True)
class Growth:
    """What something costs at several sizes: values ≈ constant · sizes^exponent.

    The exponent is the slope of the least-squares line through (log size, log value), and
    ``error`` the slope's standard error.
    """

    what: str
    over: str
    sizes: Sequence[float]
    values: Sequence[float]
    unit: str
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", tuple(float(s) for s in self.sizes))
        object.__setattr__(self, "values", tuple(float(v) for v in self.values))
        if len(self.sizes) != len(self.values) or len(self.sizes) < 3:
            raise ValueError(
                f"an exponent needs at least 3 sizes with one value each, got {len(self.sizes)} "
                f"sizes and {len(self.values)} values"
            )
        if min(self.sizes) <= 0 or min(self.values) <= 0:
            raise ValueError(
                f"sizes and values must be above 0, got {self.sizes} and {self.values}"
            )

    @property
    def exponent(self) -> float:
        """The fitted exponent."""
        return self._line()[0]

    @property
    def error(self) -> float:
        """The standard error of the exponent."""
        return self._line()[1]

    def _line(self) -> tuple[float, float]:
        x, y = np.log(self.sizes), np.log(self.values)
        x = x - x.mean()
        slope = float(x @ y / (x @ x))
        residual = y - y.mean() - slope * x
        return slope, float(np.sqrt(residual @ residual / (len(x) - 2) / (x @ x)))


Measurement = Comparison | Reading | Growth
