"""Answers that draw random numbers: asked with the same ones on every machine and in every run."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from gantutor.checks.engine.assertions import Wrong


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
