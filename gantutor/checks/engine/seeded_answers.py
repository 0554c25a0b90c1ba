"""Answers that draw random numbers: asked with the same ones on every machine and in every run."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gantutor.checks.engine.assertions import Wrong, close


def call_seeded(answer: Callable[..., Any], *arguments: Any) -> Any:
    """Return ``answer(*arguments)``, with the random numbers of seed 0.

    Torch's own generator goes on afterwards as if nothing had been drawn.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return answer(*arguments)


def places(answer: Callable[[Tensor, Tensor], Tensor], n: int) -> Tensor:
    """Return where ``answer(real, fake)`` puts n points between fakes at 0 and real ones at 1."""
    return call_seeded(answer, torch.ones(n, 1), torch.zeros(n, 1)).flatten()


def built_critic(answer: Callable[[int], nn.Module], width: int = 16) -> nn.Module:
    """Return the critic that ``answer(width)`` makes; fail where it is no module."""
    critic = call_seeded(answer, width)
    if not isinstance(critic, nn.Module):
        raise Wrong("Return the critic: an `nn.Module`.")
    return critic


def random_pairs(rng: np.random.Generator, *shape: int) -> tuple[Tensor, Tensor]:
    """Return real and fake samples of this shape, float64, of which no two are alike."""
    real, fake = (torch.as_tensor(rng.normal(size=shape)) for _ in range(2))
    return real + 1, fake - 1


def between_partners(answer: Callable[..., Tensor], real: Tensor, fake: Tensor, *more: Any) -> None:
    """Fail unless each point of ``answer(real, fake, *more)`` lies on the line through its pair.

    Constant samples would not do: there any fake is as good as the partner, and u·x + y a mixture.
    """
    mixed = call_seeded(answer, real, fake, *more)
    across, moved = (real - fake).flatten(1), (mixed - fake).flatten(1)
    u = (moved * across).sum(1) / across.square().sum(1)
    off = (moved - u[:, None] * across).norm(dim=1).max().item()
    close(off, 0.0, atol=1e-5, what="the largest distance of a point from the line of its own pair")
    outside = int(((u < -1e-6) | (u > 1 + 1e-6)).sum())
    close(outside, 0, what="the number of points that lie beyond the ends of their segment")


def drawn_anew(answer: Callable[..., Tensor], *arguments: Any) -> None:
    """Fail when two calls, one after the other, return the same."""

    def twice(*arguments: Any) -> tuple[Tensor, Tensor]:
        return answer(*arguments), answer(*arguments)

    first, second = call_seeded(twice, *arguments)
    if torch.equal(first, second):
        raise Wrong("Two calls, one after the other, drew the same places; expected other ones.")


def ready_when_built(answer: Callable[[int], nn.Module]) -> None:
    """Fail when two critics, made one after the other, start alike, or when one cannot learn."""
    first, second = (list(critic.parameters()) for critic in call_seeded(_two, answer))
    frozen = sum(not p.requires_grad for p in first)
    close(frozen, 0, what="the number of the critic's tensors that cannot learn")
    if all(torch.equal(a, b) for a, b in zip(first, second, strict=True)):
        raise Wrong("Two critics, made one after the other, start with the same weights.")


def bends_between_layers(critic: nn.Module, points: Tensor) -> None:
    """Fail where what leaves a linear layer is, as it is, what enters the next one."""
    layers = [layer for layer in critic.modules() if isinstance(layer, nn.Linear)]
    entered, left = [], []

    def look(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        entered.append(inputs[0].detach().clone())
        left.append(output.detach().clone())

    hooks = [layer.register_forward_hook(look) for layer in layers]
    critic(points)
    for hook in hooks:
        hook.remove()
    for i, (before, after) in enumerate(zip(left, entered[1:], strict=False), start=1):
        if before.shape == after.shape and torch.equal(before, after):
            raise Wrong(
                f"What leaves linear layer {i} enters layer {i + 1} unchanged: the two are one "
                "linear map."
            )


def _two(answer: Callable[[int], nn.Module]) -> tuple[nn.Module, nn.Module]:
    return answer(16), answer(16)
