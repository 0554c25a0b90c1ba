"""Toy networks for the exercises on whole steps, and the gradient descent that moves them."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn


class Descent:
    """Plain gradient descent with rate 0.1, which counts its steps.

    Not torch's: making the first of those imports a compiler, for seconds.
    """

    def __init__(self, net: nn.Module) -> None:
        self.parameters = list(net.parameters())
        self.param_groups = [{"params": self.parameters, "lr": 0.1}]
        self.steps = 0

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients, or set them to 0, as torch's optimisers do."""
        for p in self.parameters:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad = torch.zeros_like(p.grad)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move each parameter that has a gradient down its slope; return what ``closure`` does."""
        loss = None if closure is None else closure()
        self.steps += 1
        with torch.no_grad():
            for p in self.parameters:
                if p.grad is not None:
                    p.sub_(0.1 * p.grad)
        return loss


class Slope(nn.Module):
    """f(x) = a·x, a critic whose gradient is the vector a everywhere."""

    def __init__(self, *a: float) -> None:
        super().__init__()
        self.a = nn.Parameter(torch.tensor(a))

    def forward(self, points: Tensor) -> Tensor:
        """Return f at points (n, d), as (n, 1)."""
        return (points * self.a).sum(1, keepdim=True)


def networks(seed: int) -> tuple[nn.Module, nn.Module, Descent, Descent]:
    """Return a critic of samples in the plane, a generator from three numbers, and a descent each.

    Both are small and smooth.
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        critic = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
        generator = nn.Linear(3, 2).double()
    return critic, generator, Descent(critic), Descent(generator)


def smooth_critic(*shape: int) -> nn.Module:
    """Return a critic of samples of this shape, whose gradient is another one at each of them.

    It is neither even nor odd, all entries of its gradient differ, and it maps (n, …) to (n, 1).
    """
    entries = int(torch.tensor(shape).prod())
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        layers = nn.Linear(entries, 5), nn.Tanh(), nn.Linear(5, 1)
    with torch.no_grad():
        layers[0].bias.uniform_(-1, 1, generator=torch.Generator().manual_seed(6))
    return nn.Sequential(nn.Flatten(), *layers).double()


def slopes(critic: nn.Module, points: Tensor) -> Tensor:
    """Return ‖∇f‖ at each of the points, shape (n, …) → (n,), as numbers with a graph."""
    points = points.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return gradient.flatten(1).norm(dim=1)
