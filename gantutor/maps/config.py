"""A neural optimal map as a frozen value: map, potential, and how long."""

from dataclasses import asdict, dataclass
from typing import Any

from gantutor.names import known
from gantutor.nets import Spec
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of a neural optimal map from N(0, I); data and seeds come with ``start``.

    The cost is ½‖z − T(z)‖². ``map``: T, a network from z to samples of the same dimension.
    ``potential``: f, a network with one output. max over f of E f(x) + E min over T of
    [½‖z − T(z)‖² − f(T(z))] is the least cost of transport (Kantorovich). One iteration is
    ``n_map`` steps of the map down its bracket and one step of the potential up. ``decay`` lowers
    the learning rate ``lr`` linearly to 0 over ``iterations``; ``average`` is the weight of the
    past in the running average of the map, 0 for none. ``betas`` are Adam's (RMSprop takes the
    second as its smoothing).
    Unknown names, networks that do not fit and numbers out of range raise ValueError.
    Source: Korotin, Selikhanovych & Burnaev 2023, equation 15 (for the cost ½‖·‖², where the map is
    a function); Makkuva et al. 2020 for convex potentials.
    """

    map: Spec
    potential: Spec
    n_map: int = 5
    batch: int = 256
    iterations: int = 1000
    lr: float = 2e-3
    betas: tuple[float, float] = (0.0, 0.9)
    optimiser: str = "adam"
    decay: bool = True
    average: float = 0.99

    def __post_init__(self) -> None:
        known("optimiser", self.optimiser, OPTIMISERS)
        at_least_one(self, "batch", "iterations", "n_map")
        check_optimiser(self.lr, self.betas, self.average)
        if self.map.inputs != self.map.outputs:
            raise ValueError(
                "a map of least ‖z − T(z)‖² goes from d to d dimensions, but this one goes from "
                f"{self.map.inputs} to {self.map.outputs}: {self.map}"
            )
        if self.potential.inputs != self.map.outputs or self.potential.outputs != 1:
            raise ValueError(
                f"the potential gives one number for each point of {self.map.outputs} dimensions, "
                f"but it goes from {self.potential.inputs} to {self.potential.outputs}: "
                f"{self.potential}"
            )
        if self.potential.mixes_batch:
            raise ValueError(f"a potential is a function of one point, but not {self.potential}")

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        parts = {"map": self.map.settings(), "potential": self.potential.settings()}
        return {**asdict(self), **parts}
