"""What every network is: a specification, and a module that holds S of them side by side."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol, runtime_checkable

import torch
from jaxtyping import Float, Int64
from torch import Tensor, nn


@runtime_checkable
class Spec(Protocol):
    """The specification of a network, a frozen value: all that a run asks before it is built.

    Samples are flat outside a network, (S, N, d): what is an image to it is its private matter.
    """

    @property
    def inputs(self) -> int:
        """How many numbers of a sample go in."""

    @property
    def outputs(self) -> int:
        """How many numbers it gives for each sample."""

    @property
    def bounded_below(self) -> bool:
        """Whether its output cannot fall without limit, whatever the weights."""

    @property
    def code_dim(self) -> int:
        """How many dimensions its codes have, 0 if it is no autoencoder."""

    @property
    def mixes_batch(self) -> bool:
        """Whether, in training, the output of one sample depends on the others of its batch."""

    def build(
        self, seeds: Sequence[int], device: str | torch.device = "cpu", role: int = 0
    ) -> "Network":
        """Build one network for each seed, as a single module.

        Network s is initialised from ``seeds[s]`` alone, whoever else is in the batch. ``role``,
        from 0 to 15, separates networks of one run that must not start alike.
        """

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its fields, ready for JSON."""


class Network(nn.Module):
    """S networks of one shape: (S, B, inputs) → (S, B, outputs).

    Network s sees only slice s of its input, and every parameter and buffer leads with the seeds'
    axis, so that what is done to all parameters (clipping, averaging, an optimiser's step) is done
    to each network by itself.
    """

    def __init__(self, spec: Spec, seeds: Sequence[int]) -> None:
        super().__init__()
        if len(seeds) == 0:
            raise ValueError("seeds must name at least one network, got none")
        self.spec = spec
        self.seeds = tuple(int(s) for s in seeds)

    def forward(self, x: Float[Tensor, "seeds batch inner"]) -> Float[Tensor, "seeds batch outer"]:
        """Apply network s to slice s of ``x``."""
        raise NotImplementedError

    def with_features(self, x: Float[Tensor, "seeds batch inner"]) -> tuple[Tensor, Tensor]:
        """Return the features that the last layer gets, (S, B, …), and the network's output."""
        raise NotImplementedError

    def member(self, s: int) -> nn.Sequential:
        """Return an ordinary ``nn.Sequential`` copy of network ``s`` as it acts, on the CPU."""
        raise NotImplementedError

    def redraw(self, key: Int64[Tensor, " seeds"]) -> None:
        """Draw the dropout masks of the passes that follow from these keys; most have none."""


def settings(spec: Any) -> dict[str, Any]:
    """Return the name of a specification's kind and its fields, as JSON can hold them."""
    return {"name": type(spec).__name__, **asdict(spec)}
