"""The convolutional network: its specification, and S of them as one module."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import prod
from typing import Any

import torch
from jaxtyping import Float, Int64
from torch import Tensor, nn

from gantutor.names import known
from gantutor.nets.activations import MODULES, OUTPUTS
from gantutor.nets.dropout import BatchedDropout
from gantutor.nets.inits import INITS
from gantutor.nets.layer import BatchedLayer, Layer, Shape, Unfit
from gantutor.nets.network import Network
from gantutor.nets.reshape import checked, unflatten
from gantutor.nets.splitmix import splitmix
from gantutor.randomness import seeded_generator


@dataclass(frozen=True)
class ConvNet:
    """The specification of a convolutional network: the shape of a sample, and layers.

    ``shape`` is (C, H, W) for channels, height and width, or (n,) for a latent point. Outside the
    network samples are flat, in the order in which ``Tensor.reshape`` reads that shape, and so is
    what comes out. The output function stands after the last layer. ``init`` is of convolutions
    and dense layers; normalisations start with scale 1 and shift 0.

    >>> critic = ConvNet(
    ...     shape=(1, 8, 8),
    ...     layers=(Conv(16, kernel=4, stride=2, padding=1), Activation("leaky_relu"), Dense(1)),
    ... )
    >>> critic.shapes
    ((1, 8, 8), (16, 4, 4), (16, 4, 4), (1,))

    A layer that cannot take the shape that it gets, no layer with weights, and unknown names raise
    ValueError.
    """

    shape: Sequence[int]
    layers: Sequence[Layer]
    output: str = "linear"
    init: str = "he"

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", checked("shape", self.shape))
        object.__setattr__(self, "layers", tuple(self.layers))
        known("output", self.output, OUTPUTS)
        known("init", self.init, INITS)
        _ = self.shapes
        if not any(layer.learns for layer in self.layers):
            raise ValueError(
                f"layers must have at least one with weights, such as Dense(1), got {self.layers}"
            )

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The shape of a sample before the first layer and after each: (n,) or (C, H, W)."""
        shapes: list[Shape] = [tuple(self.shape)]
        for i, layer in enumerate(self.layers):
            if not isinstance(layer, Layer):
                raise ValueError(
                    f"layers[{i}] must be a layer, such as Conv(16, kernel=3), got {layer!r}"
                )
            try:
                shapes.append(layer.outer(shapes[-1]))
            except Unfit as expected:
                raise ValueError(
                    f"layers[{i}], {layer}, gets the shape {shapes[-1]}, but it expects {expected}"
                ) from None
        return tuple(shapes)

    @property
    def inputs(self) -> int:
        """How many numbers of a sample go in."""
        return prod(self.shapes[0])

    @property
    def outputs(self) -> int:
        """How many numbers it gives for each sample."""
        return prod(self.shapes[-1])

    @property
    def bounded_below(self) -> bool:
        """Whether its output cannot fall without limit, whatever the weights."""
        return self.output != "linear"

    @property
    def code_dim(self) -> int:
        """How many dimensions its codes have: none, it is no autoencoder."""
        return 0

    @property
    def mixes_batch(self) -> bool:
        """Whether it has a batch normalisation."""
        return any(layer.mixes_batch for layer in self.layers)

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its fields, the layers alike; ready for JSON."""
        layers = [{"name": type(layer).__name__, **asdict(layer)} for layer in self.layers]
        return {"name": type(self).__name__, **asdict(self), "layers": layers}

    def build(
        self, seeds: Sequence[int], device: str | torch.device = "cpu", role: int = 0
    ) -> "BatchedConvNet":
        """Build one network for each seed, as a single module.

        Network s is initialised from ``seeds[s]`` alone, whoever else is in the batch. ``role``,
        from 0 to 15, separates networks of one run that must not start alike, nor drop alike.
        """
        return BatchedConvNet(self, seeds, role).to(device)


class BatchedConvNet(Network):
    """S convolutional networks of one shape: (S, B, inputs) → (S, B, outputs).

    Each layer is one call for all networks; see `gantutor.nets.layer`. The move from samples that
    lead with the seeds to channels that hold them is made once at each end, and by dense layers,
    which are a batched product over the seeds.
    """

    def __init__(self, spec: ConvNet, seeds: Sequence[int], role: int = 0) -> None:
        super().__init__(spec, seeds)
        self.spec: ConvNet = spec
        self.role = role
        rngs = [seeded_generator(s, role) for s in self.seeds]
        self.layers = nn.ModuleList(
            layer.build(inner, spec.init, rngs)
            for layer, inner in zip(spec.layers, spec.shapes[:-1], strict=True)
        )
        self.output = OUTPUTS[spec.output]
        self.redraw(torch.tensor(self.seeds))  # until a run deals keys, the seeds are them

    def forward(self, x: Float[Tensor, "seeds batch inner"]) -> Float[Tensor, "seeds batch outer"]:
        """Apply network s to slice s of ``x``."""
        return self.with_features(x)[1]

    def with_features(self, x: Float[Tensor, "seeds batch inner"]) -> tuple[Tensor, Tensor]:
        """Return what the last layer with weights gets, flat (S, B, …), and the output."""
        seeds, batch = len(self.seeds), x.shape[1]
        channels, *size = self.spec.shapes[0]
        h = features = x.transpose(0, 1).reshape(batch, seeds * channels, *size)
        for layer, spec in zip(self.layers, self.spec.layers, strict=True):
            features = h if spec.learns else features
            h = layer(h)
        features, h = (t.reshape(batch, seeds, -1).transpose(0, 1) for t in (features, h))
        return features, self.output(h)

    def redraw(self, key: Int64[Tensor, " seeds"]) -> None:
        """Draw the dropout masks of the passes that follow, counted from 0, from these keys.

        A mask follows from the network's key, its role, the layer's place, the number of the pass
        and the place in the sample and the batch, and from nothing else. Before the first call the
        keys are the seeds.
        """
        key = splitmix(key, self.role)
        for place, layer in enumerate(self.layers):
            if isinstance(layer, BatchedDropout):
                layer.redraw(splitmix(key, place))

    def member(self, s: int) -> nn.Sequential:
        """Return an ordinary ``nn.Sequential`` copy of network ``s`` as it acts, on the CPU.

        It takes flat samples (B, inputs) and is in the same mode. In training its dropout draws
        from torch's generator, not from the keys.
        """
        modules = unflatten(self.spec.shapes[0])
        for layer in self.layers:
            assert isinstance(layer, BatchedLayer)
            modules += layer.member(s)
        if len(self.spec.shapes[-1]) > 1:
            modules.append(nn.Flatten())
        if self.spec.output != "linear":
            modules.append(MODULES[self.spec.output]())
        return nn.Sequential(*modules).train(self.training)

    def extra_repr(self) -> str:
        """Show the shapes and how many networks there are."""
        first, *_, last = self.spec.shapes
        return f"{len(self.seeds)} × {first} to {last}"
