"""Many small networks as one: a specification, and a module that holds S networks side by side.

A claim about training needs several seeds. Trained one after another, small networks leave most
of the processor idle; stacked along a first axis, one batched matrix product serves them all.
"""

from gantutor.nets.energy import Autoencoder, BatchedAutoencoder
from gantutor.nets.mlp import (
    ACTIVATIONS,
    INITS,
    MLP,
    OUTPUTS,
    SLOPE,
    Activation,
    BatchedMLP,
)
from gantutor.nets.network import Network, Spec

__all__ = [
    "ACTIVATIONS",
    "INITS",
    "MLP",
    "OUTPUTS",
    "SLOPE",
    "Activation",
    "Autoencoder",
    "BatchedAutoencoder",
    "BatchedMLP",
    "Network",
    "Spec",
]
