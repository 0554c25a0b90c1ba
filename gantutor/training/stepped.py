"""A run whose iteration is one step: a function of its draws, taken eagerly or captured."""

import copy
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import torch
from torch import Tensor

from gantutor.training.captured import CapturedStep
from gantutor.training.devices import device as pick_device
from gantutor.training.optimiser import Optimiser
from gantutor.training.run import Curve


@runtime_checkable
class Part(Protocol):
    """Whatever remembers something between iterations: a network, an optimiser."""

    def state_dict(self) -> dict[str, Any]: ...  # noqa: D102

    def load_state_dict(self, state: dict[str, Any]) -> Any: ...  # noqa: D102


class SteppedRun(ABC):
    """A `Run` made of parts, draws and a step: what a model fills in, and nothing else.

    - `parts`: the networks and optimisers by name; they are what a checkpoint holds.
    - `draws`: all that is random in an iteration, as tensors on the device, from the seeds and the
      number of the iteration alone.
    - `step`: one iteration as a function of these draws, which changes the parts in place and
      never waits for the device: on CUDA it is captured as a graph and replayed.
    - `rate`: the learning rate of an iteration; `measure` and `settings`, as of every run.

    ``capture``: whether to capture, by default where it can be done, on a CUDA device; ValueError
    elsewhere. Seeds are integers ≥ 0, at least one; else ValueError.
    """

    COUNTERS: tuple[str, ...] = ("iteration",)
    """The attributes that count; they go into the checkpoint beside the parts."""

    def __init__(
        self,
        seeds: Sequence[int],
        iterations: int,
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        self.seeds = tuple(int(s) for s in seeds)
        if not self.seeds or min(self.seeds) < 0:
            raise ValueError(
                f"seeds must be integers of at least 0, at least one, got {self.seeds}"
            )
        self.device = pick_device(None if device is None else str(device))
        if capture and self.device.type != "cuda":
            raise ValueError(f"capture=True needs a CUDA device, but this run is on {self.device}")
        self.iterations = iterations
        self.iteration = 0
        self.capture = self.device.type == "cuda" if capture is None else capture
        self._captured: CapturedStep | None = None

    @abstractmethod
    def parts(self) -> Mapping[str, Part]:
        """Return all that has a state, by name."""

    @abstractmethod
    def draws(self, iteration: int) -> tuple[Tensor, ...]:
        """Return what is random in that iteration (counted from 0), on the device."""

    @abstractmethod
    def step(self, *draws: Tensor) -> None:
        """Train for one iteration, in place and without waiting for the device."""

    @abstractmethod
    def rate(self, iteration: int) -> float:
        """Return the learning rate during that iteration."""

    @abstractmethod
    def measure(self) -> Mapping[str, Curve]:
        """Return named curves' values as things stand, each (S,), changing nothing."""

    @abstractmethod
    def settings(self) -> dict[str, Any]:
        """Return all that tells this run from another, but for the seeds; ready for JSON."""

    def iterate(self) -> None:
        """Train for one iteration."""
        # Draws and rates are the host's work: a captured step finds them in its buffers.
        self.set_rates()
        self.take(*self.draws(self.iteration))
        self.iteration += 1

    def take(self, *draws: Tensor) -> None:
        """Take the step, captured where that is asked for."""
        if not self.capture:
            self.step(*draws)
            return
        if self._captured is None:
            self._captured = CapturedStep(self.device)
        self._captured(self.step, *draws)

    def set_rates(self) -> None:
        """Give every optimiser the rate of this iteration."""
        rate = self.rate(self.iteration)
        for part in self.parts().values():
            if isinstance(part, Optimiser):
                part.rate = rate

    def state_dict(self) -> dict[str, Any]:
        """Return the counters and each part's state."""
        counters = {name: getattr(self, name) for name in self.COUNTERS}
        return {**counters, "parts": {n: part.state_dict() for n, part in self.parts().items()}}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a state of a run with the same settings.

        A state that does not fit raises what the part raises, or KeyError, and changes nothing.
        """
        parts = self.parts()
        counters = {name: state[name] for name in self.COUNTERS}
        before = copy.deepcopy({name: part.state_dict() for name, part in parts.items()})
        try:
            for name, part in parts.items():
                part.load_state_dict(state["parts"][name])
        except BaseException:
            for name, part in parts.items():
                part.load_state_dict(before[name])
            raise
        finally:
            # Loading, the way back included, gives the optimisers new memory; a graph has the old.
            self._captured = None
        for name, value in counters.items():
            setattr(self, name, value)
