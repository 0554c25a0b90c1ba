"""A flow or a diffusion as a frozen value: its network, its process, and how long."""

from dataclasses import asdict, dataclass, field
from typing import Any

from gantutor.flows.matching import FlowMatching
from gantutor.flows.process import Process
from gantutor.names import known
from gantutor.nets import Spec
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of a model that undoes noise; data and seeds come with ``start``.

    ``network``: from a point and 2 · ``frequencies`` numbers of the time (`time_features`) to as
    many numbers as a point has. It minimises E‖network(x_t, t) − target‖², with points and targets
    of the ``process``. ``decay`` lowers the learning rate ``lr`` linearly to 0 over ``iterations``;
    ``average`` is the weight of the past in the running average of the network, which makes the
    samples. ``betas`` are Adam's (RMSprop takes the second as its smoothing).
    Unknown names, a network that does not fit and numbers out of range raise ValueError.
    """

    network: Spec
    process: Process = field(default_factory=FlowMatching)
    frequencies: int = 4
    batch: int = 256
    iterations: int = 1000
    lr: float = 5e-3
    betas: tuple[float, float] = (0.9, 0.99)
    optimiser: str = "adam"
    decay: bool = True
    average: float = 0.99

    def __post_init__(self) -> None:
        if not isinstance(self.process, Process):
            raise ValueError(f"process must be a FlowMatching or a Diffusion, got {self.process!r}")
        known("optimiser", self.optimiser, OPTIMISERS)
        at_least_one(self, "batch", "iterations", "frequencies")
        check_optimiser(self.lr, self.betas, self.average)
        if self.network.inputs != self.dim + 2 * self.frequencies:
            raise ValueError(
                f"the network gives {self.dim} numbers, so it must take {self.dim} and "
                f"{2 * self.frequencies} of the time, {self.dim + 2 * self.frequencies} in all, "
                f"but it takes {self.network.inputs}: {self.network}"
            )
        if self.network.bounded_below:
            raise ValueError(
                "velocities and noise may be any numbers, but the network's output is bounded: "
                f"{self.network}"
            )

    @property
    def dim(self) -> int:
        """How many dimensions a sample has."""
        return self.network.outputs

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        parts = {"network": self.network.settings(), "process": self.process.settings()}
        return {**asdict(self), **parts}
