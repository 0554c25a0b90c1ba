"""Two small players for the exercises on whole steps: networks, and plain gradient descent."""

import torch
from torch import nn


class Descent:
    """Plain gradient descent (importing one of torch's optimisers would use up the time limit)."""

    def __init__(self, net: nn.Module) -> None:
        self.parameters = list(net.parameters())
        self.steps = 0

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for p in self.parameters:
            p.grad = None

    def step(self) -> None:
        """Move each parameter that has a gradient down its slope."""
        self.steps += 1
        with torch.no_grad():
            for p in self.parameters:
                if p.grad is not None:
                    p.sub_(0.1 * p.grad)


def networks(seed: int) -> tuple[nn.Module, nn.Module, Descent, Descent]:
    """Return a critic of samples in the plane, a generator from three numbers, and a descent each.

    Both are small and smooth.
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        critic = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
        generator = nn.Linear(3, 2).double()
    return critic, generator, Descent(critic), Descent(generator)
