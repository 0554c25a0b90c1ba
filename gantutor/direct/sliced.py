"""The sliced Wasserstein distance: on a line transport is sorting, so look along many lines."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from gantutor.direct.distances import Distance, fitting


@dataclass(frozen=True)
class Sliced(Distance):
    """The p-th power of the sliced Wasserstein distance, by sorting along random directions.

    SW_p^p = E_θ W_p^p(⟨θ, x⟩, ⟨θ, y⟩) = E_θ (1/n) Σ_i |⟨θ, x⟩_(i) − ⟨θ, y⟩_(i)|^p, the mean over
    ``projections`` unit vectors θ; _(i) is the i-th in order. ``power`` is p, 1 or 2. An unbiased
    estimate over θ, but not over the batches.
    ValueError for another p, fewer than one projection, and batches of different size.
    Source: Rabin, Peyré, Delon & Bernot 2011; Bonneel, Rabin, Peyré & Pfister 2015.
    """

    projections: int = 32
    power: int = 2

    def __post_init__(self) -> None:
        if self.projections < 1:
            raise ValueError(f"projections must be at least 1, got {self.projections}")
        if self.power not in (1, 2):
            raise ValueError(f"power must be 1 or 2, got {self.power}")

    @property
    def directions(self) -> int:
        """How many random directions it needs: ``projections``."""
        return self.projections

    def between(
        self,
        x: Tensor,
        y: Tensor,
        directions: Tensor | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return SW_p^p along the given unit vectors, (S, d, projections)."""
        fitting(x, y)
        if x.shape[1] != y.shape[1]:
            raise ValueError(
                "sorting pairs as many with as many: batches must be of one size, got "
                f"{x.shape[1]} and {y.shape[1]}"
            )
        if directions is None:
            raise ValueError("the sliced distance needs directions, (S, d, projections), got none")
        # The last axis is the one in memory: sorting along it is several times as fast.
        along_x, along_y = ((p @ directions).mT.contiguous().sort(-1).values for p in (x, y))
        apart = (along_x - along_y).abs()
        return (apart if self.power == 1 else apart.square()).mean((1, 2))
