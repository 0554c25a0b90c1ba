"""One step downhill: the gradient of many games at once, the optimiser, the running average."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.training.game import Game


class Optimiser:
    """The game's optimiser over a network whose parameters lie side by side in one vector.

    The parameters stay what they were, but as views: an optimiser spends as long on each tensor of
    a small network as on all of them in one, and there are eight.
    """

    def __init__(self, game: Game, network: nn.Module) -> None:
        self.parameters = list(network.parameters())
        vector = torch.cat([p.detach().flatten() for p in self.parameters])
        pieces = vector.split([p.numel() for p in self.parameters])
        for p, piece in zip(self.parameters, pieces, strict=True):
            p.data = piece.view_as(p)
        self.vector = nn.Parameter(vector)
        self.torch = _optimiser(game, self.vector)

    def descend(self, loss: Float[Tensor, " games"]) -> None:
        """Take one step on all games.

        The games share no parameter, so the gradient of their sum is each game's own. Only this
        network's parameters receive a gradient: the other network is left alone.
        """
        gradients = torch.autograd.grad(loss.sum(), self.parameters)
        self.vector.grad = torch.cat([g.flatten() for g in gradients])
        self.torch.step()

    @property
    def rate(self) -> float:
        """The learning rate."""
        return float(self.torch.param_groups[0]["lr"])

    @rate.setter
    def rate(self, rate: float) -> None:
        for group in self.torch.param_groups:
            if isinstance(group["lr"], Tensor):
                group["lr"].fill_(rate)
            else:
                group["lr"] = rate

    def state_dict(self) -> dict[str, Any]:
        """Return what the optimiser remembers; weights and settings are the match's own."""
        return {"state": self.torch.state_dict()["state"]}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Put back what the optimiser remembered, on whatever device it was."""
        self.torch.load_state_dict({**self.torch.state_dict(), **state})


def _optimiser(game: Game, vector: nn.Parameter) -> torch.optim.Optimizer:
    kind = vector.device.type
    # A captured step reads its rate and its step count where it runs: both must be tensors there.
    captured = kind == "cuda"
    lr = torch.tensor(game.lr, device=vector.device) if captured else game.lr
    if game.optimiser == "adam":
        fused = kind in ("cpu", "cuda")
        return torch.optim.Adam([vector], lr=lr, betas=game.betas, fused=fused, capturable=captured)
    return torch.optim.RMSprop(
        [vector], lr=lr, alpha=game.betas[1], foreach=True, capturable=captured
    )


@torch.no_grad()
def move_average(averaged: nn.Module | None, network: nn.Module, keep: float) -> None:
    """Move the running average: averaged ← keep · averaged + (1 − keep) · network."""
    if averaged is not None:
        torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - keep)
