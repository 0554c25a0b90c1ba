"""An energy critic: an autoencoder, whose score of a sample is how badly it rebuilds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.nets.mlp import MLP, BatchedMLP
from gantutor.nets.network import Network, settings

DECODER = 2
"""The decoders' role beside the encoders'; critics have 0, generators 1."""


@dataclass(frozen=True)
class Autoencoder:
    """The specification of an energy critic.

    ``widths`` = (d, hidden, …, code) are the encoder's; the decoder has them in reverse. The
    activation stands after every hidden layer; code and reconstruction are linear.
    E(x) = ‖x − Dec(Enc(x))‖² / d, the mean squared error of a coordinate: low on what it knows.
    It is smooth where the reconstruction is perfect, which the norm is not, and a margin means the
    same in every dimension. Unknown names and fewer than two widths raise ValueError.
    Source: Zhao, Mathieu & LeCun 2017, section 2.3, which writes the norm itself.
    """

    widths: Sequence[int]
    activation: str = "relu"
    init: str = "he"

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", self.encoder.widths)

    @property
    def encoder(self) -> MLP:
        """The specification of the half from sample to code."""
        return MLP(self.widths, self.activation, init=self.init)

    @property
    def decoder(self) -> MLP:
        """The specification of the half from code to reconstruction."""
        return MLP(self.widths[::-1], self.activation, init=self.init)

    @property
    def inputs(self) -> int:
        """How many numbers of a sample go in."""
        return self.widths[0]

    @property
    def outputs(self) -> int:
        """How many numbers it gives for each sample: one, the energy."""
        return 1

    @property
    def bounded_below(self) -> bool:
        """Whether its output cannot fall without limit: no error is below 0."""
        return True

    @property
    def code_dim(self) -> int:
        """How many dimensions its codes have."""
        return self.widths[-1]

    @property
    def mixes_batch(self) -> bool:
        """No: each sample is treated by itself."""
        return False

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its fields, ready for JSON."""
        return settings(self)

    def build(
        self, seeds: Sequence[int], device: str | torch.device = "cpu", role: int = 0
    ) -> "BatchedAutoencoder":
        """Build one autoencoder for each seed, as a single module.

        Network s is initialised from ``seeds[s]`` alone, whoever else is in the batch. ``role``
        separates the encoders from the other networks of one run.
        """
        return BatchedAutoencoder(self, seeds, role).to(device)


class BatchedAutoencoder(Network):
    """S autoencoders of one shape as one energy: (S, B, d) → (S, B, 1), at least 0.

    ``encoder`` and ``decoder`` are batched networks; network s sees only slice s of its input.
    """

    def __init__(self, spec: Autoencoder, seeds: Sequence[int], role: int = 0) -> None:
        super().__init__(spec, seeds)
        self.spec: Autoencoder = spec
        self.encoder: BatchedMLP = spec.encoder.build(seeds, role=role)
        self.decoder: BatchedMLP = spec.decoder.build(seeds, role=DECODER)

    def forward(self, x: Float[Tensor, "seeds batch dim"]) -> Float[Tensor, "seeds batch 1"]:
        """Return each sample's reconstruction error, E(x) = ‖x − Dec(Enc(x))‖² / d."""
        return (x - self.reconstruct(x)).square().mean(-1, keepdim=True)

    def encode(self, x: Float[Tensor, "seeds batch dim"]) -> Float[Tensor, "seeds batch code"]:
        """Return each sample's code, Enc(x)."""
        return self.encoder(x)

    def reconstruct(self, x: Float[Tensor, "seeds batch dim"]) -> Float[Tensor, "seeds batch dim"]:
        """Return what is left of each sample after its code, Dec(Enc(x))."""
        return self.decoder(self.encoder(x))

    def member(self, s: int) -> nn.Sequential:
        """Return an ordinary ``nn.Sequential`` copy of autoencoder ``s``, on the CPU.

        It gives the reconstruction; the energy is its mean squared error.
        """
        return nn.Sequential(*self.encoder.member(s), *self.decoder.member(s))
