"""Distances of means over pairs: the energy distance, and the maximum mean discrepancy."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from gantutor.direct.distances import Distance, fitting, lengths, positive


@dataclass(frozen=True)
class Energy(Distance):
    """The energy distance 2 E‖x − y‖ − E‖x − x′‖ − E‖y − y′‖, in the units of the samples.

    An unbiased estimate: a point is not compared with itself, so it may come out below 0. Of the
    laws it is at least 0, and 0 only if they are equal. It is the squared MMD of the kernel −‖·‖.
    ValueError for batches of fewer than two samples.
    Source: Székely & Rizzo 2013, section 2; Bellemare et al. 2017 (as a generator's loss).
    """

    def between(
        self,
        x: Tensor,
        y: Tensor,
        directions: Tensor | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return the energy distance of each seed's two batches."""
        fitting(x, y)
        return (
            2 * lengths(x, y).mean((1, 2))
            - among_others(lengths(x, x))
            - among_others(lengths(y, y))
        )


@dataclass(frozen=True)
class MMD(Distance):
    """The squared maximum mean discrepancy E k(x, x′) + E k(y, y′) − 2 E k(x, y).

    k(x, y) = Σ_b exp(−‖x − y‖²/2b²), the sum over the ``bandwidths`` b. An unbiased estimate, which
    may be below 0; no unit. Where all distances are many b, kernel and gradient are 0.
    ValueError for no bandwidth, one that is not above 0, and batches of fewer than two samples.
    Source: Gretton et al. 2012, lemma 6; Li, Swersky & Zemel 2015 (as a generator's loss).
    """

    bandwidths: Sequence[float] = (0.25, 0.5, 1.0, 2.0)

    def __post_init__(self) -> None:
        if not self.bandwidths:
            raise ValueError("there must be a bandwidth, got none")
        for b in self.bandwidths:
            positive("a bandwidth", b)

    def between(
        self,
        x: Tensor,
        y: Tensor,
        directions: Tensor | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return the squared MMD of each seed's two batches."""
        fitting(x, y)
        across = self.kernel(x, y).mean((1, 2))
        return among_others(self.kernel(x, x)) + among_others(self.kernel(y, y)) - 2 * across

    def kernel(
        self, x: Float[Tensor, "seeds n dim"], y: Float[Tensor, "seeds m dim"]
    ) -> Float[Tensor, "seeds n m"]:
        """Return k(x_i, y_j)."""
        squared = lengths(x, y).square()
        return torch.stack([torch.exp(-0.5 * squared / b**2) for b in self.bandwidths]).sum(0)


def among_others(pairs: Float[Tensor, "seeds n n"]) -> Float[Tensor, " seeds"]:
    """Return the mean over the pairs of two different points."""
    n = pairs.shape[1]
    if n < 2:
        raise ValueError(f"a batch of this distance needs at least 2 samples, got {n}")
    return (pairs.sum((1, 2)) - pairs.diagonal(dim1=1, dim2=2).sum(-1)) / (n * (n - 1))
