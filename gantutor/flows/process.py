"""What a process is: how samples become noise, what is learned of it, how samples are made."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from jaxtyping import Float
from torch import Tensor

Predict = Callable[[Tensor, float], Tensor]
"""What the network tells of points (S, n, d) at one time in [0, 1]."""

Noise = Callable[[int], Tensor]
"""Standard noise (S, n, d) for the step of that number."""


@dataclass(frozen=True)
class Process(ABC):
    """Noise z ~ N(0, I) on one side, samples x on the other; a time t in [0, 1] between.

    ``couples``: whether each batch of noise is put into the order that is nearest to its samples.
    """

    @property
    def couples(self) -> bool:
        """Whether noise and samples are paired by transport."""
        return False

    @abstractmethod
    def times(self, u: Float[Tensor, "*any"]) -> Float[Tensor, "*any"]:
        """Return the times to train at, from u uniform on [0, 1)."""

    @abstractmethod
    def mixed(
        self,
        x: Float[Tensor, "*seeds n dim"],
        z: Float[Tensor, "*seeds n dim"],
        t: Float[Tensor, "*seeds n 1"],
    ) -> tuple[Tensor, Tensor]:
        """Return the points between, and what the network should tell of each; x's shape."""

    @property
    @abstractmethod
    def calls(self) -> int:
        """How often the network is called for one sample."""

    @abstractmethod
    def sample(self, predict: Predict, z: Tensor, noise: Noise) -> Tensor:
        """Turn noise z into samples of the same shape."""

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its parameters, ready for JSON."""
        return {"name": type(self).__name__, **asdict(self)}
