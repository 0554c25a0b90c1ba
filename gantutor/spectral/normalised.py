"""Layers divided by their spectral norms, for many networks at once."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.spectral.power import power_iteration, power_step, rayleigh

Tensors = Sequence[Tensor] | nn.ParameterList

WARM_UP = 300
"""Power iterations before the first use: what one iteration a step then follows is converged."""


class Normalised(nn.Module):
    """The layers (W, b) of S networks as (W/σ, b), and the last one times c.

    σ = uᵀWv with unit vectors u and v that are constants to the derivative and follow W by power
    iteration, one `step` after each change of W. They are buffers, so a checkpoint carries them.
    ``weights`` are (S, in, out) for each layer, ``c`` is (S,).
    ValueError if a seed's layer is zero throughout, which has no norm to divide by.
    Source: Miyato et al. 2018, section 2.1 and appendix A.
    """

    c: Tensor  # (S, 1, 1)

    def __init__(self, weights: Tensors, c: Float[Tensor, " seeds"]) -> None:
        super().__init__()
        self.depth = len(weights)
        self.register_buffer("c", c.detach().clone().view(-1, 1, 1), persistent=False)
        for i, weight in enumerate(weights):
            empty = (weight == 0).flatten(1).all(1)
            if empty.any():
                place = int(empty.nonzero()[0, 0])
                raise ValueError(
                    f"layer {i} of seed number {place} must not be all zeros: "
                    "it has no norm to divide by"
                )
            _, u, v = power_iteration(weight.detach(), WARM_UP)
            self.register_buffer(f"u{i}", u)
            self.register_buffer(f"v{i}", v)

    def forward(self, weights: Tensors, biases: Tensors) -> list[tuple[Tensor, Tensor]]:
        """Return each layer's (weight, bias) as they act."""
        layers = [
            (weight / sigma[:, None, None], bias)
            for weight, bias, sigma in zip(weights, biases, self.sigmas(weights), strict=True)
        ]
        weight, bias = layers[-1]
        return [*layers[:-1], (weight * self.c, bias * self.c)]

    def sigmas(self, weights: Tensors) -> list[Float[Tensor, " seeds"]]:
        """Return uᵀWv for each layer, (S,), at most the norm of W."""
        return [rayleigh(w, *self._vectors(i)) for i, w in enumerate(weights)]

    @torch.no_grad()
    def step(self, weights: Tensors, iterations: int = 1) -> None:
        """Let u and v follow the weights, in place and without waiting for the device."""
        for i, weight in enumerate(weights):
            u, v = self._vectors(i)
            for _ in range(iterations):
                new = power_step(weight, u)
                u.copy_(new[0])
                v.copy_(new[1])

    def _vectors(self, i: int) -> tuple[Tensor, Tensor]:
        return self.get_buffer(f"u{i}"), self.get_buffer(f"v{i}")

    def extra_repr(self) -> str:
        """Show how many layers are divided."""
        return f"{self.depth} layers divided by their spectral norms"
