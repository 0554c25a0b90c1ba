"""What changes over the iterations of a run, and the checks that every configuration shares."""

from math import isfinite
from typing import Any


def linear(start: float, iteration: int, iterations: int) -> float:
    """Return what is left of ``start`` in that iteration (counted from 0), falling to 0 at the end.

    start · (1 − iteration / iterations), and 0 from ``iterations`` on.
    """
    return start * max(0.0, 1 - iteration / iterations)


class Decaying:
    """A configuration whose learning rate ``lr`` falls linearly to 0 at the end, with ``decay``.

    The base of every configuration of a run, which has these three as fields.
    """

    lr: float
    iterations: int
    decay: bool

    def rate(self, iteration: int) -> float:
        """Return the learning rate during that iteration (counted from 0).

        lr · (1 − iteration / iterations) with decay. From ``iterations`` on, ValueError: steps of
        size 0 would train nothing and say nothing.
        """
        if not self.decay:
            return float(self.lr)
        if iteration >= self.iterations:
            raise ValueError(
                f"the run is over: {iteration} of {self.iterations} iterations are done and the "
                "learning rate has decayed to 0; start one with more iterations, or decay=False"
            )
        return linear(self.lr, iteration, self.iterations)


def at_least_one(config: Any, *names: str) -> None:
    """Raise ValueError naming a field that is below 1."""
    for name in names:
        if getattr(config, name) < 1:
            raise ValueError(f"{name} must be at least 1, got {getattr(config, name)}")


def check_optimiser(lr: float, betas: tuple[float, float], average: float = 0.0) -> None:
    """Raise ValueError for a rate that is not above 0, or weights of the past outside [0, 1)."""
    if not (isfinite(lr) and lr > 0):
        raise ValueError(f"lr must be finite and above 0, got {lr}")
    if not all(0 <= b < 1 for b in (*betas, average)):
        raise ValueError(f"betas and average must be in [0, 1), got {betas} and {average}")
