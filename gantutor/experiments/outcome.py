"""What is planned, and what comes of it: the two ends of whatever runs an experiment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float16, UInt8

from gantutor.recording import Record


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of an experiment: its name and facts, its record, and samples to look at.

    ``facts``: what it is looked up by, such as data, method and lr. ``samples`` (n, d): final
    samples of the first seed, in half precision. ``growth``, of images only: for every snapshot
    and seed the images from one fixed z, as levels; of a search, for the last one alone. ``real``,
    of images only: what other real images score in the measures that need no critic;
    ``real_statistics``: `ImageSet.statistics` of the images that it was judged by.
    """

    name: str
    facts: dict[str, Any]
    record: Record
    samples: Float16[np.ndarray, "n d"]
    growth: UInt8[np.ndarray, "snapshots seeds images channels rows columns"] | None = None
    real: Mapping[str, float] = field(default_factory=dict)
    real_statistics: Float16[np.ndarray, "m 2"] | None = None

    def last(self, series: str) -> np.ndarray:
        """Return a series at the end of training, one value for each seed, (S,)."""
        return self.record[series][-1]


@runtime_checkable
class Planned(Protocol):
    """A frozen experiment: whatever has these names can be run, resumed and recorded."""

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds that are trained."""

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""

    def shortened(self) -> "Planned":
        """Return the same with two iterations and two seeds at most."""

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""


def run(experiment: Planned, device: str = "cpu", command: str = "") -> Outcome:
    """Play an experiment and return its outcome: what a worker is sent.

    It depends on its arguments alone, so it may run anywhere. A seed that runs away is recorded as
    NaN and does not stop the others.
    """
    return experiment.run(device, command)
