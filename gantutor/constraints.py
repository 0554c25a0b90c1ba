"""What keeps a critic from running away: nothing, clipping, a penalty, or spectral normalisation.

A constraint has three hooks, all no-ops by default: ``prepare`` the critic once, a ``penalty``
added to the critic's loss, and a ``project``-ion after each critic step. A strength (``c``,
``weight``) may be a tuple with one value per game, so that a sweep over it is one run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from gantutor.nets import BatchedMLP
from gantutor.spectral import Normalised

Critic = Callable[[Tensor], Tensor]
Strength = float | Sequence[float]


def between(
    x: Float[Tensor, "games batch dim"],
    y: Float[Tensor, "games batch dim"],
    u: Float[Tensor, "games batch 1"],
) -> Float[Tensor, "games batch dim"]:
    """Return the points u·x + (1 − u)·y on the segments from y to x: one u for each pair.

    Source: Gulrajani et al. 2017, section 4 (u uniform on [0, 1]).
    """
    return torch.lerp(y, x, u)


def input_gradient(
    critic: Critic, points: Float[Tensor, "games batch dim"], create_graph: bool = False
) -> Float[Tensor, "games batch dim"]:
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


def gradient_norm(gradient: Float[Tensor, "games batch dim"]) -> Float[Tensor, "games batch"]:
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


@dataclass(frozen=True)
class Free:
    """No constraint: nothing stops the critic, and a Wasserstein critic runs away."""

    def prepare(self, critic: nn.Module) -> None:
        """Do nothing."""

    def penalty(
        self,
        critic: Critic,
        x: Float[Tensor, "games batch dim"],
        y: Float[Tensor, "games batch dim"],
        u: Float[Tensor, "games batch 1"],
    ) -> Float[Tensor, " games"]:
        """Return zero for each game."""
        return x.new_zeros(x.shape[0])

    def project(self, critic: nn.Module) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Clip(Free):
    """Every weight and bias held in [−c, c]: once at the start, then after each critic step.

    ``c`` > 0, one number or one for each game. Source: Arjovsky, Chintala & Bottou 2017, alg. 1.
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
            c = per_game(self.c, p)
            if isinstance(c, Tensor):
                each = c.view(-1, *[1] * (p.dim() - 1))
                p.clamp_(-each, each)
            else:
                p.clamp_(-c, c)


@dataclass(frozen=True)
class GradientPenalty(Free):
    """weight · E[rule(∇f(points))], at points between real and fake, on the real, or on the fake.

    Rules: ``two_sided`` (‖∇f‖ − 1)²; ``one_sided`` max(0, ‖∇f‖ − 1)²; ``zero_centred`` ‖∇f‖².
    The norm is each sample's own. ``weight`` ≥ 0, one number or one for each game.
    A critic with BatchNorm is refused (ValueError): its output at one point depends on the others.
    """

    weight: Strength = 10.0
    rule: str = "two_sided"
    where: str = "between"

    def __post_init__(self) -> None:
        weight = _strength("weight of GradientPenalty", self.weight, above_zero=False)
        object.__setattr__(self, "weight", weight)
        if self.rule not in RULES:
            raise ValueError(f"unknown rule {self.rule!r}; known: {', '.join(RULES)}")
        if self.where not in PLACES:
            raise ValueError(f"unknown where {self.where!r}; known: {', '.join(PLACES)}")

    def prepare(self, critic: nn.Module) -> None:
        """Refuse a critic with BatchNorm."""
        _fits("weight of GradientPenalty", self.weight, critic)
        for name, module in critic.named_modules():
            if isinstance(module, _BatchNorm):
                raise ValueError(
                    f"a critic with a gradient penalty must not have BatchNorm, but {name!r} is "
                    f"{type(module).__name__}: the gradient at one sample would depend on the "
                    "whole batch; use LayerNorm or no normalisation"
                )

    def penalty(
        self,
        critic: Critic,
        x: Float[Tensor, "games batch dim"],
        y: Float[Tensor, "games batch dim"],
        u: Float[Tensor, "games batch 1"],
    ) -> Float[Tensor, " games"]:
        """Return each game's weighted penalty, ready to be added to the critic's loss."""
        points = {"between": between(x, y, u), "real": x, "fake": y}[self.where]
        gradient = input_gradient(critic, points, create_graph=torch.is_grad_enabled())
        return per_game(self.weight, x) * RULES[self.rule](gradient).mean(-1)


@dataclass(frozen=True)
class SpectralNorm(Free):
    """Every layer's weight divided by its spectral norm, and the output multiplied by c.

    With activations of slope at most 1 the critic is c-Lipschitz, up to the error of the power
    iteration, of which ``iterations`` are made after each critic step. ``c`` > 0, one number or
    one for each game. The optimiser moves the undivided weights.
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
        c = per_game(self.c, first)
        factor = c if isinstance(c, Tensor) else first.new_full((first.shape[0],), c)
        critic.normalised = Normalised(critic.weights, factor)

    def project(self, critic: nn.Module) -> None:
        """Let the power iterations follow the weights."""
        assert isinstance(critic, BatchedMLP) and critic.normalised is not None
        critic.normalised.step(critic.weights, self.iterations)


Constraint = Free  # the type of every constraint: each is a Free with hooks filled in

CONSTRAINTS: dict[str, type[Free]] = {
    "free": Free,
    "clip": Clip,
    "penalty": GradientPenalty,
    "spectral": SpectralNorm,
}


def get(constraint: str | Free) -> Free:
    """Return a constraint as it is, or one by name with its defaults.

    An unknown name raises ValueError with the known ones.
    """
    if isinstance(constraint, Free):
        return constraint
    if constraint not in CONSTRAINTS:
        raise ValueError(f"unknown constraint {constraint!r}; known: {', '.join(CONSTRAINTS)}")
    return CONSTRAINTS[constraint]()


def per_game(strength: Strength, like: Tensor) -> Tensor | float:
    """Return a strength that multiplies (S,) tensors: a float, or a tensor with one per game."""
    if isinstance(strength, Sequence):
        return _on_device(tuple(strength), like.device, like.dtype)
    return strength


@cache  # made once: a step moves nothing to the device, and a captured step finds it in its place
def _on_device(values: tuple[float, ...], device: torch.device, dtype: torch.dtype) -> Tensor:
    return torch.tensor(values, device=device, dtype=dtype)


def _strength(what: str, value: Strength, above_zero: bool) -> float | tuple[float, ...]:
    """Check one strength or one per game; return plain floats."""
    values = np.asarray(value, dtype=float)
    legal = np.isfinite(values) & ((values > 0) if above_zero else (values >= 0))
    if not legal.all() or values.ndim > 1 or values.size == 0:
        wanted = "above 0" if above_zero else "at least 0"
        raise ValueError(f"{what} must be finite and {wanted}, got {value}")
    return tuple(values.tolist()) if values.ndim else float(values)


def _fits(what: str, strength: Strength, critic: nn.Module) -> None:
    """Check that a strength per game comes with as many games."""
    games = next(critic.parameters()).shape[0]
    if isinstance(strength, Sequence) and len(strength) != games:
        raise ValueError(f"{what} has {len(strength)} values, but there are {games} games")
