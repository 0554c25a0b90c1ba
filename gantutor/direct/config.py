"""A generator with a distance as its loss, as a frozen value."""

from dataclasses import asdict, dataclass
from typing import Any

from gantutor.direct.distances import Distance
from gantutor.direct.sliced import Sliced
from gantutor.names import known
from gantutor.nets import Spec
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of a generator trained on a distance; data and seeds come with ``start``.

    ``generator``: from z ~ N(0, I) to samples. Each iteration draws ``batch`` real samples and as
    many z, and takes one step down their ``distance``. ``decay`` lowers the learning rate ``lr``
    linearly to 0 over ``iterations``; ``average`` is the weight of the past in the running average
    of the generator, 0 for none. ``betas`` are Adam's (RMSprop takes the second as its smoothing).
    Unknown names and numbers out of range raise ValueError.
    """

    generator: Spec
    distance: Distance = Sliced()  # noqa: RUF009 — frozen, and so safe to share
    batch: int = 256
    iterations: int = 1000
    lr: float = 5e-3
    betas: tuple[float, float] = (0.9, 0.99)
    optimiser: str = "adam"
    decay: bool = True
    average: float = 0.99

    def __post_init__(self) -> None:
        if not isinstance(self.distance, Distance):
            raise ValueError(f"distance must be a Distance such as Sliced(), got {self.distance!r}")
        known("optimiser", self.optimiser, OPTIMISERS)
        at_least_one(self, "batch", "iterations")
        check_optimiser(self.lr, self.betas, self.average)

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        parts = {"generator": self.generator.settings(), "distance": self.distance.settings()}
        return {**asdict(self), **parts}
