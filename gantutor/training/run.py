"""What a run is to the frame: a protocol of eight names, and what is known of it at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

import numpy as np
import torch
from jaxtyping import Float

Curve = Float[np.ndarray, " seeds"]
"""One value for each seed."""


@runtime_checkable
class Run(Protocol):
    """A model in training, several seeds side by side: all that the frame asks of it.

    Playing, recording, checkpoints, interruption and going on work for whatever has these names;
    a run need not inherit from anything. `SteppedRun` fills most of them in.
    """

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds; everything that is measured has one value for each."""

    @property
    def device(self) -> torch.device:
        """Where it trains."""

    @property
    def iteration(self) -> int:
        """Finished iterations."""

    @property
    def iterations(self) -> int:
        """Iterations in all, as planned."""

    def iterate(self) -> None:
        """Train for one iteration."""

    def measure(self) -> Mapping[str, Curve]:
        """Return named curves' values as things stand, each (S,), changing nothing."""

    def settings(self) -> dict[str, Any]:
        """Return all that tells this run from another, but for the seeds; ready for JSON."""

    def state_dict(self) -> dict[str, Any]:
        """Return all that a run of the same settings and seeds needs to go on from here."""

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from there; if the state does not fit, raise and stay as it was."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was known of a run at one iteration: copies, which later training does not change.

    ``curves[name]``, also ``snapshot[name]``: one value for each seed, (S,), read-only.
    """

    iteration: int
    curves: Mapping[str, Curve]

    def __getitem__(self, name: str) -> Curve:
        """Return a curve's values; an unknown name raises KeyError with the known ones."""
        if name not in self.curves:
            raise KeyError(f"no curve {name!r}; there are: {', '.join(self.curves)}")
        return self.curves[name]


def snapshot(run: Run) -> Snapshot:
    """Measure a run as it stands.

    A curve that is not one value for each seed raises ValueError naming it.
    """
    curves = {}
    for name, values in run.measure().items():
        curve = np.array(values, dtype=np.float64)
        if curve.shape != (len(run.seeds),):
            raise ValueError(
                f"curve {name!r} must have one value for each of {len(run.seeds)} seeds, "
                f"got shape {curve.shape}"
            )
        curve.setflags(write=False)
        curves[name] = curve
    return Snapshot(run.iteration, MappingProxyType(curves))
