"""One step downhill: the gradient of many games at once, the optimiser, the running average."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.training.game import Game


def descend(optimiser: torch.optim.Optimizer, loss: Float[Tensor, " games"]) -> None:
    """Take one optimiser step on all games.

    The games share no parameter, so the gradient of their sum is each game's own. Only the
    optimiser's parameters receive a gradient: the other network is left alone. (``backward``, not
    ``autograd.grad``: it lays each gradient out like its parameter, which fused Adam relies on.)
    """
    optimiser.zero_grad()
    loss.sum().backward(inputs=optimiser.param_groups[0]["params"])
    optimiser.step()


@torch.no_grad()
def move_average(averaged: nn.Module | None, network: nn.Module, keep: float) -> None:
    """Move the running average: averaged ← keep · averaged + (1 − keep) · network."""
    if averaged is not None:
        torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - keep)


def optimiser(game: Game, network: nn.Module) -> torch.optim.Optimizer:
    """Return the game's optimiser over all parameters of ``network``."""
    parameters = list(network.parameters())
    if game.optimiser == "adam":
        fused = parameters[0].device.type in ("cpu", "cuda")
        return torch.optim.Adam(parameters, lr=game.lr, betas=game.betas, fused=fused)
    return torch.optim.RMSprop(parameters, lr=game.lr, alpha=game.betas[1], foreach=True)


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Set the learning rate, in place where it is a tensor (as in a captured step)."""
    for group in optimiser.param_groups:
        if isinstance(group["lr"], Tensor):
            group["lr"].fill_(rate)
        else:
            group["lr"] = rate
