"""One step downhill: the gradient of many seeds at once, the optimiser, the running average."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

OPTIMISERS: tuple[str, ...] = ("adam", "rmsprop")


class Optimiser:
    """An optimiser of a network whose parameters lie side by side in one vector.

    The parameters stay what they were, but as views: an optimiser spends as long on each tensor of
    a small network as on all of them in one, and there are eight.
    ``kind``: "adam" with ``betas``, or "rmsprop" with the second of them as its smoothing; another
    name raises ValueError.
    """

    def __init__(
        self, network: nn.Module, kind: str, lr: float, betas: tuple[float, float]
    ) -> None:
        self.parameters = list(network.parameters())
        vector = torch.cat([p.detach().flatten() for p in self.parameters])
        pieces = vector.split([p.numel() for p in self.parameters])
        for p, piece in zip(self.parameters, pieces, strict=True):
            p.data = piece.view_as(p)
        self.vector = nn.Parameter(vector)
        self.torch = _optimiser(self.vector, kind, lr, betas)

    def descend(self, loss: Float[Tensor, " seeds"]) -> None:
        """Take one step for all seeds.

        The seeds share no parameter, so the gradient of their sum is each one's own. Only this
        network's parameters receive a gradient: another network in the loss is left alone.
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
        """Return what the optimiser remembers; weights and settings are the run's own."""
        return {"state": self.torch.state_dict()["state"]}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Put back what the optimiser remembered, on whatever device it was."""
        self.torch.load_state_dict({**self.torch.state_dict(), **state})


def _optimiser(
    vector: nn.Parameter, kind: str, lr: float, betas: tuple[float, float]
) -> torch.optim.Optimizer:
    if kind not in OPTIMISERS:
        raise ValueError(f"unknown optimiser {kind!r}; known: {', '.join(OPTIMISERS)}")
    # A captured step reads its rate and its step count where it runs: both must be tensors there.
    captured = vector.device.type == "cuda"
    rate = torch.tensor(lr, device=vector.device) if captured else lr
    if kind == "adam":
        fused = vector.device.type in ("cpu", "cuda")
        return torch.optim.Adam([vector], lr=rate, betas=betas, fused=fused, capturable=captured)
    return torch.optim.RMSprop([vector], lr=rate, alpha=betas[1], foreach=True, capturable=captured)


@torch.no_grad()
def move_average(averaged: nn.Module, network: nn.Module, keep: float) -> None:
    """Move the running average: averaged ← keep · averaged + (1 − keep) · network.

    Buffers, such as the running statistics of a batch normalisation, are averages already: they
    are copied.
    """
    torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - keep)
    for theirs, ours in zip(averaged.buffers(), network.buffers(), strict=True):
        theirs.copy_(ours)
