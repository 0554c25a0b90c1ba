"""Two ways to follow a velocity from time 0 to time 1: Euler's, and Heun's."""

from collections.abc import Callable

from torch import Tensor

from gantutor.flows.process import Predict


def euler(velocity: Predict, z: Tensor, steps: int) -> Tensor:
    """Follow dx/dt = v(x, t) by x ← x + v(x, t)/steps: one call a step, an error of order 1/steps.

    Along a straight path at constant speed one step is exact.
    """
    for k in range(steps):
        z = z + velocity(z, k / steps) / steps
    return z


def heun(velocity: Predict, z: Tensor, steps: int) -> Tensor:
    """Follow it by the mean of the velocity here and where Euler would go: two calls a step.

    The error is of order 1/steps².
    """
    for k in range(steps):
        here = velocity(z, k / steps)
        there = velocity(z + here / steps, (k + 1) / steps)
        z = z + (here + there) / (2 * steps)
    return z


SOLVERS: dict[str, tuple[Callable[[Predict, Tensor, int], Tensor], int]] = {
    "euler": (euler, 1),
    "heun": (heun, 2),
}
"""Each solver by its name, with its calls of the velocity in one step."""
