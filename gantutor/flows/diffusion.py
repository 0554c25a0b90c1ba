"""A plain diffusion model: noise is added in many small steps, and a network tells it apart."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from gantutor.flows.process import Noise, Predict, Process


@dataclass(frozen=True)
class Diffusion(Process):
    """Points √ᾱ x + √(1 − ᾱ) z at one of ``steps`` levels, and z as what is to be learned.

    ᾱ_k = Π_{i ≤ k} (1 − β_i), with β from ``first``/steps to ``last``/steps in even steps; time is
    t = k/steps, so 0 is clean and 1 is noise: the reverse of `FlowMatching`. Samples are made from
    the last level downwards,
    x_{k−1} = (x_k − β_k ε(x_k)/√(1 − ᾱ_k))/√(1 − β_k) + σ_k n, with σ_k² = β_k and σ_1 = 0.
    ValueError for fewer than two steps, and for ends out of 0 < first ≤ last < steps.
    Source: Ho, Jain & Abbeel 2020, algorithms 1 and 2; their β at 1,000 steps are first = 0.1 and
    last = 20.
    """

    steps: int = 50
    first: float = 0.1
    last: float = 20.0

    def __post_init__(self) -> None:
        if self.steps < 2:
            raise ValueError(f"steps must be at least 2, got {self.steps}")
        ordered = 0 < self.first <= self.last < self.steps
        if not (isfinite(self.last) and ordered):
            raise ValueError(
                "β lies between 0 and 1: first and last must obey 0 < first ≤ last < steps = "
                f"{self.steps}, got {self.first} and {self.last}"
            )

    @property
    def betas(self) -> Float[np.ndarray, " steps"]:
        """β of each level, from the first."""
        return np.linspace(self.first, self.last, self.steps) / self.steps

    @property
    def kept(self) -> Float[np.ndarray, " steps"]:
        """ᾱ of each level: the share of the sample in the variance."""
        return np.cumprod(1 - self.betas)

    def times(self, u: Float[Tensor, "*any"]) -> Float[Tensor, "*any"]:
        """Return k/steps for k = 1, …, steps, all alike."""
        return (torch.floor(u * self.steps) + 1).clamp(max=self.steps) / self.steps

    def mixed(
        self,
        x: Float[Tensor, "*seeds n dim"],
        z: Float[Tensor, "*seeds n dim"],
        t: Float[Tensor, "*seeds n 1"],
    ) -> tuple[Tensor, Tensor]:
        """Return √ᾱ x + √(1 − ᾱ) z, and z; a time that is no k/steps counts as the nearest."""
        # ᾱ from a closed form, and not from a table: a step must not copy one to the device.
        level = torch.round(t * self.steps)
        step = (self.last - self.first) / (self.steps - 1)
        i = torch.arange(self.steps, device=x.device)
        logs = torch.log1p(-(self.first + step * i) / self.steps)
        logs = torch.where(i < level, logs, torch.zeros_like(logs)).sum(-1, keepdim=True)
        return torch.exp(0.5 * logs) * x + torch.sqrt(-torch.expm1(logs)) * z, z

    @property
    def calls(self) -> int:
        """Calls of the network for one sample: one a step."""
        return self.steps

    def sample(self, predict: Predict, z: Tensor, noise: Noise) -> Tensor:
        """Undo the noise level by level, with fresh noise at each but the last."""
        for k in range(self.steps, 0, -1):
            beta, kept = self.betas[k - 1], self.kept[k - 1]
            told = predict(z, k / self.steps)
            z = (z - float(beta / np.sqrt(1 - kept)) * told) / float(np.sqrt(1 - beta))
            if k > 1:
                z = z + float(np.sqrt(beta)) * noise(k)
        return z
