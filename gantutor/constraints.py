"""What keeps a critic from running away: nothing, clipping, a penalty, or spectral normalisation.

A constraint has three hooks, all no-ops by default: ``prepare`` the critic once, a ``penalty``
added to the critic's loss, and a ``project``-ion after each critic step. A strength (``c``,
``weight``) may be a tuple with one value per seed, so that a sweep over it is one run.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.names import known
from gantutor.nets import BatchedMLP, Network
from gantutor.randomness import seeded_generator
from gantutor.spectral import Normalised

Function = Callable[[Tensor], Tensor]
Strength = float | Sequence[float]


def interpolate(
    x: Float[Tensor, "seeds batch dim"],
    y: Float[Tensor, "seeds batch dim"],
    u: Float[Tensor, "seeds batch 1"],
) -> Float[Tensor, "seeds batch dim"]:
    """Return the points u·x + (1 − u)·y on the segments from y to x: one u for each pair.

    Source: Gulrajani et al. 2017, section 4 (u uniform on [0, 1]).
    """
    return torch.lerp(y, x, u)


def input_gradient(
    critic: Function, points: Float[Tensor, "seeds batch dim"], create_graph: bool = False
) -> Float[Tensor, "seeds batch dim"]:
    """Return ∇f at each point. ``create_graph`` lets a loss made of it be differentiated again.

    The sum over the batch gives each point its own gradient, because f(point) depends on that
    point alone: which is what BatchNorm would break. A ``BatchedMLP`` knows its gradient in closed
    form, which is the same and faster.
    """
    if isinstance(critic, BatchedMLP) and critic.spec.output == "linear":
        with torch.set_grad_enabled(create_graph):
            return critic.input_gradient(points)
    points = points.detach().requires_grad_()
    with torch.enable_grad():
        total = critic(points).sum()
        (gradient,) = torch.autograd.grad(total, points, create_graph=create_graph)
    return gradient


def gradient_norm(gradient: Float[Tensor, "seeds batch dim"]) -> Float[Tensor, "seeds batch"]:
    """Return the Euclidean norm of each sample's gradient, over the last axis only.

    At a zero gradient the norm is 0, and its first and second derivatives are 0, not NaN: the
    square root never sees the zero.
    """
    squared = gradient.square().sum(-1)
    zero = squared == 0
    return squared.masked_fill(zero, 1).sqrt().masked_fill(zero, 0)


# Each rule maps per-sample gradients (S, B, d) to what is averaged (S, B).
RULES: dict[str, Callable[[Tensor], Tensor]] = {
    "two_sided": lambda g: (gradient_norm(g) - 1).square(),  # Gulrajani et al. 2017, eq. 3
    "one_sided": lambda g: (gradient_norm(g) - 1).relu().square(),  # Petzka et al. 2018, eq. 8
    "zero_centred": lambda g: g.square().sum(-1),  # Mescheder et al. 2018, eq. 9 (weight γ/2)
}

PLACES: tuple[str, ...] = ("between", "real", "fake")


def mixes_batch(network: Network) -> bool:
    """Return whether in training the output of one sample depends on the others of its batch.

    What the specification says, and a trial: the derivative of the outputs of one half of a batch
    of noise, mixed at random, by the other half. One sample's output alone would not do: where all
    its units are at rest it depends on nothing. Nothing of the network changes.
    """
    if network.spec.mixes_batch:
        return True
    trial = copy.deepcopy(network).train()  # its running statistics may move
    parameter = next(trial.parameters())
    rng = seeded_generator(0)
    points = torch.randn(parameter.shape[0], 32, network.spec.inputs, generator=rng)
    points = points.to(parameter).requires_grad_()
    mixture = torch.randn(16, 1, generator=rng).to(parameter)
    with torch.enable_grad():
        (by,) = torch.autograd.grad((trial(points)[:, :16] * mixture).sum(), points)
    return bool((by[:, 16:] != 0).any())


@dataclass(frozen=True)
class Constraint:
    """What every constraint is: three hooks, which do nothing until one fills them in."""

    def prepare(self, critic: nn.Module) -> None:
        """Do nothing."""

    def penalty(
        self,
        critic: Function,
        x: Float[Tensor, "seeds batch dim"],
        y: Float[Tensor, "seeds batch dim"],
        u: Float[Tensor, "seeds batch 1"],
    ) -> Float[Tensor, " seeds"]:
        """Return zero for each seed."""
        return x.new_zeros(x.shape[0])

    def project(self, critic: nn.Module) -> None:
        """Do nothing."""

    def settings(self) -> dict[str, Any]:
        """Return the constraint's name in `CONSTRAINTS` and its parameters, ready for JSON."""
        name = next(name for name, kind in CONSTRAINTS.items() if kind is type(self))
        return {"name": name, **asdict(self)}


@dataclass(frozen=True)
class Free(Constraint):
    """No constraint: nothing stops the critic, and a Wasserstein critic runs away."""


@dataclass(frozen=True)
class Clip(Constraint):
    """Every weight and bias held in [−c, c]: once at the start, then after each critic step.

    ``c`` > 0, one number or one for each seed. Source: Arjovsky, Chintala & Bottou 2017, alg. 1.
    """

    c: Strength = 0.01

    def __post_init__(self) -> None:
        object.__setattr__(self, "c", _strength("c of Clip", self.c, above_zero=True))

    def prepare(self, critic: nn.Module) -> None:
        """Clip the initial weights too, so that every critic that is ever looked at obeys."""
        _fits("c of Clip", self.c, critic)
        self.project(critic)

    @torch.no_grad()
    def project(self, critic: nn.Module) -> None:
        """Clip in place."""
        for p in critic.parameters():
            c = per_seed(self.c, p)
            if isinstance(c, Tensor):
                each = c.view(-1, *[1] * (p.dim() - 1))
                p.clamp_(-each, each)
            else:
                p.clamp_(-c, c)


@dataclass(frozen=True)
class GradientPenalty(Constraint):
    """weight · E[rule(∇f(points))], at points between real and fake, on the real, or on the fake.

    Rules: ``two_sided`` (‖∇f‖ − 1)²; ``one_sided`` max(0, ‖∇f‖ − 1)²; ``zero_centred`` ‖∇f‖².
    The norm is each sample's own. ``weight`` ≥ 0, one number or one for each seed.
    A critic that mixes its batch, as BatchNorm does, is refused (ValueError), however that is
    written: its output at one point depends on the others.
    """

    weight: Strength = 10.0
    rule: str = "two_sided"
    where: str = "between"

    def __post_init__(self) -> None:
        weight = _strength("weight of GradientPenalty", self.weight, above_zero=False)
        object.__setattr__(self, "weight", weight)
        known("rule", self.rule, RULES)
        known("where", self.where, PLACES)

    def prepare(self, critic: nn.Module) -> None:
        """Refuse a critic that mixes its batch."""
        _fits("weight of GradientPenalty", self.weight, critic)
        if isinstance(critic, Network) and mixes_batch(critic):
            raise ValueError(
                "a critic with a gradient penalty must treat each sample by itself, but here the "
                "score of one sample depends on the others of its batch, as it does with "
                "BatchNorm: the gradient at a sample would not be its own; use LayerNorm or no "
                f"normalisation: {critic.spec}"
            )

    def penalty(
        self,
        critic: Function,
        x: Float[Tensor, "seeds batch dim"],
        y: Float[Tensor, "seeds batch dim"],
        u: Float[Tensor, "seeds batch 1"],
    ) -> Float[Tensor, " seeds"]:
        """Return each seed's weighted penalty, ready to be added to the critic's loss."""
        points = {"between": interpolate(x, y, u), "real": x, "fake": y}[self.where]
        gradient = input_gradient(critic, points, create_graph=torch.is_grad_enabled())
        return per_seed(self.weight, x) * RULES[self.rule](gradient).mean(-1)


@dataclass(frozen=True)
class SpectralNorm(Constraint):
    """Every layer's weight divided by its spectral norm, and the output multiplied by c.

    With activations of slope at most 1 the critic is c-Lipschitz, up to the error of the power
    iteration, of which ``iterations`` are made after each critic step. ``c`` > 0, one number or
    one for each seed. The optimiser moves the undivided weights.
    A critic that is no ``BatchedMLP`` is refused (ValueError). Source: Miyato et al. 2018.
    """

    c: Strength = 1.0
    iterations: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "c", _strength("c of SpectralNorm", self.c, above_zero=True))
        if self.iterations < 1:
            raise ValueError(
                f"iterations of SpectralNorm must be at least 1, got {self.iterations}"
            )

    def prepare(self, critic: nn.Module) -> None:
        """Divide the layers from now on, with power iterations that have converged."""
        if not isinstance(critic, BatchedMLP):
            raise ValueError(
                f"SpectralNorm divides the layers of a BatchedMLP, but the critic is "
                f"{type(critic).__name__}; ordinary layers have "
                "torch.nn.utils.parametrizations.spectral_norm"
            )
        _fits("c of SpectralNorm", self.c, critic)
        first = critic.weights[0].detach()
        c = per_seed(self.c, first)
        factor = c if isinstance(c, Tensor) else first.new_full((first.shape[0],), c)
        critic.normalised = Normalised(critic.weights, factor)

    def project(self, critic: nn.Module) -> None:
        """Let the power iterations follow the weights."""
        assert isinstance(critic, BatchedMLP) and critic.normalised is not None
        critic.normalised.step(critic.weights, self.iterations)


CONSTRAINTS: dict[str, type[Constraint]] = {
    "free": Free,
    "clip": Clip,
    "penalty": GradientPenalty,
    "spectral": SpectralNorm,
}


def get(constraint: str | Constraint) -> Constraint:
    """Return a constraint as it is, or one by name with its defaults.

    An unknown name raises ValueError with the known ones.
    """
    if isinstance(constraint, Constraint):
        return constraint
    return CONSTRAINTS[known("constraint", constraint, CONSTRAINTS)]()


def per_seed(strength: Strength, like: Tensor) -> Tensor | float:
    """Return a strength that multiplies (S,) tensors: a float, or a tensor with one per seed."""
    if isinstance(strength, Sequence):
        return _on_device(tuple(strength), like.device, like.dtype)
    return strength


@cache  # made once: a step moves nothing to the device, and a captured step finds it in its place
def _on_device(values: tuple[float, ...], device: torch.device, dtype: torch.dtype) -> Tensor:
    return torch.tensor(values, device=device, dtype=dtype)


def _strength(what: str, value: Strength, above_zero: bool) -> float | tuple[float, ...]:
    """Check one strength or one per seed; return plain floats."""
    values = np.asarray(value, dtype=float)
    legal = np.isfinite(values) & ((values > 0) if above_zero else (values >= 0))
    if not legal.all() or values.ndim > 1 or values.size == 0:
        wanted = "above 0" if above_zero else "at least 0"
        raise ValueError(f"{what} must be finite and {wanted}, got {value}")
    return tuple(values.tolist()) if values.ndim else float(values)


def _fits(what: str, strength: Strength, critic: nn.Module) -> None:
    """Check that a strength per seed comes with as many seeds."""
    seeds = next(critic.parameters()).shape[0]
    if isinstance(strength, Sequence) and len(strength) != seeds:
        raise ValueError(f"{what} has {len(strength)} values, but there are {seeds} seeds")
