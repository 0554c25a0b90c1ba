"""What a distance between two batches is: a frozen value that can be differentiated by both."""

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor


@dataclass(frozen=True)
class Distance(ABC):
    """A distance between batches x (S, n, d) and y (S, m, d): one number for each seed.

    ``directions``: how many random unit vectors it looks along in each step, 0 for none; whoever
    calls it draws them, so that it is a function of its arguments alone.
    """

    @property
    def directions(self) -> int:
        """How many random directions it needs."""
        return 0

    @abstractmethod
    def between(
        self,
        x: Tensor,
        y: Tensor,
        directions: Tensor | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return the distance of each seed's batches, (S, n, d) and (S, m, d).

        ``directions``: unit vectors (S, d, p), where it looks along any. Batches that do not fit
        raise ValueError.
        """

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its parameters, ready for JSON."""
        return {"name": type(self).__name__, **asdict(self)}


def positive(what: str, value: float) -> None:
    """Raise ValueError unless the value is finite and above 0."""
    if not (isfinite(value) and value > 0):
        raise ValueError(f"{what} must be finite and above 0, got {value}")


def lengths(
    x: Float[Tensor, "seeds n dim"], y: Float[Tensor, "seeds m dim"]
) -> Float[Tensor, "seeds n m"]:
    """Return ‖x_i − y_j‖; where the two are one point, the gradient is 0."""
    # The quick way by products loses small distances in single precision.
    return torch.cdist(x, y, compute_mode="donot_use_mm_for_euclid_dist")


def fitting(x: Tensor, y: Tensor) -> None:
    """Raise ValueError unless the batches are (S, n, d) and (S, m, d) with the same S and d."""
    same = x.dim() == y.dim() == 3 and x.shape[0] == y.shape[0] and x.shape[2] == y.shape[2]
    if not same or 0 in (*x.shape, *y.shape):
        raise ValueError(
            f"batches must be (S, n, d) and (S, m, d), not empty, got {tuple(x.shape)} and "
            f"{tuple(y.shape)}"
        )
