"""The multilayer perceptron: its specification, and S of them as one module."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.names import known
from gantutor.nets.activations import ACTIVATIONS, MODULES, OUTPUTS
from gantutor.nets.inits import INITS, draw_bias, draw_weight
from gantutor.nets.network import Network, settings
from gantutor.randomness import seeded_generator
from gantutor.spectral import Normalised


@dataclass(frozen=True)
class MLP:
    """The specification of a multilayer perceptron.

    ``widths`` = (in, hidden, …, out). The activation stands after every layer but the last, the
    output function after the last. Unknown names and fewer than two widths raise ValueError.
    """

    widths: Sequence[int]
    activation: str = "relu"
    output: str = "linear"
    init: str = "he"

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", tuple(int(w) for w in self.widths))
        if len(self.widths) < 2 or min(self.widths) < 1:
            raise ValueError(
                f"widths must be (in, hidden, …, out), all at least 1, got {self.widths}"
            )
        known("activation", self.activation, ACTIVATIONS)
        known("output", self.output, OUTPUTS)
        known("init", self.init, INITS)

    @property
    def inputs(self) -> int:
        """How many numbers of a sample go in."""
        return self.widths[0]

    @property
    def outputs(self) -> int:
        """How many numbers it gives for each sample."""
        return self.widths[-1]

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
        """No: each sample is treated by itself."""
        return False

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its fields, ready for JSON."""
        return settings(self)

    def build(
        self, seeds: Sequence[int], device: str | torch.device = "cpu", role: int = 0
    ) -> "BatchedMLP":
        """Build one network for each seed, as a single module.

        Network s is initialised from ``seeds[s]`` alone, whoever else is in the batch. ``role``,
        from 0 to 15, separates networks of one run that must not start alike.
        """
        return BatchedMLP(self, seeds, role).to(device)


class BatchedMLP(Network):
    """S multilayer perceptrons of one shape: (S, B, in) → (S, B, out), one ``baddbmm`` a layer.

    Network s sees only slice s of its input; its weights are ``weights[l][s]``, of shape
    (fan_in, fan_out), and its biases ``biases[l][s]``, of shape (1, fan_out).
    """

    def __init__(self, spec: MLP, seeds: Sequence[int], role: int = 0) -> None:
        super().__init__(spec, seeds)
        self.spec: MLP = spec
        drawn = [_initial(spec, seeded_generator(s, role)) for s in self.seeds]
        layers = list(zip(*drawn, strict=True))
        self.weights = nn.ParameterList(torch.stack([w for w, _ in layer]) for layer in layers)
        self.biases = nn.ParameterList(torch.stack([b for _, b in layer]) for layer in layers)
        self.activation = ACTIVATIONS[spec.activation]
        self.output = OUTPUTS[spec.output]
        self.normalised: Normalised | None = None

    def forward(self, x: Float[Tensor, "seeds batch inner"]) -> Float[Tensor, "seeds batch outer"]:
        """Apply network s to slice s of ``x``."""
        return self.with_features(x)[1]

    def with_features(self, x: Float[Tensor, "seeds batch inner"]) -> tuple[Tensor, Tensor]:
        """Return what the last layer gets, (S, B, width), and the network's output."""
        *hidden, last = self.layers()
        for weight, bias in hidden:
            x = self.activation.apply(torch.baddbmm(bias, x, weight))
        weight, bias = last
        return x, self.output(torch.baddbmm(bias, x, weight))

    def layers(self) -> list[tuple[Tensor, Tensor]]:
        """Return (weight, bias) of each layer as they act, shapes (S, in, out) and (S, 1, out).

        They are the parameters, or what ``normalised`` makes of them.
        """
        if self.normalised is not None:
            return self.normalised(self.weights, self.biases)
        return list(zip(self.weights, self.biases, strict=True))

    def input_gradient(
        self, x: Float[Tensor, "seeds batch dim"]
    ) -> Float[Tensor, "seeds batch dim"]:
        """Return ∇f at each point of a network with one linear output, by the chain rule.

        ∇f(x) = W₁ D₁ W₂ D₂ … w, where Dₗ is the diagonal of the activation's slopes in layer l.
        With ReLU the slopes are 0 or 1 and have no derivative, so what remains to differentiate
        is a product of weights: half the work of differentiating the backward pass.
        Other outputs raise ValueError.
        """
        if self.spec.output != "linear" or self.spec.widths[-1] != 1:
            raise ValueError(f"input_gradient needs one linear output, but this is {self.spec}")
        *hidden, (last, _) = self.layers()
        slopes = []
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.activation.curved):
            for weight, bias in hidden:
                x = self.activation.apply(torch.baddbmm(bias, x, weight))
                slopes.append(self.activation.slope(x))
        gradient = last.mT.expand(-1, x.shape[1], -1)
        for (weight, _), slope in zip(reversed(hidden), reversed(slopes), strict=True):
            gradient = torch.bmm(gradient * slope, weight.mT)
        return gradient

    def member(self, s: int) -> nn.Sequential:
        """Return an ordinary ``nn.Sequential`` copy of network ``s`` as it acts, on the CPU."""
        last = len(self.weights) - 1
        modules: list[nn.Module] = []
        for i, (weight, bias) in enumerate(self.layers()):
            linear = nn.Linear(*weight.shape[1:])
            with torch.no_grad():
                linear.weight.copy_(weight[s].T)
                linear.bias.copy_(bias[s, 0])
            modules.append(linear)
            name = self.spec.output if i == last else self.spec.activation
            if name != "linear":
                modules.append(MODULES[name]())
        return nn.Sequential(*modules)

    def extra_repr(self) -> str:
        """Show the widths and how many networks there are."""
        return f"{len(self.seeds)} × {self.spec.widths}, {self.spec.activation}"


def _initial(spec: MLP, rng: torch.Generator) -> list[tuple[Tensor, Tensor]]:
    """Draw the weights (in, out) and biases (1, out) of one network."""
    return [
        (
            draw_weight(spec.init, (inner, outer), inner, rng),
            draw_bias(spec.init, (1, outer), inner, rng),
        )
        for inner, outer in zip(spec.widths[:-1], spec.widths[1:], strict=True)
    ]
