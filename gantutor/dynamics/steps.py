"""Gradient steps: both players at once, or the critic first and then the generator."""

from math import isfinite

import numpy as np
from jaxtyping import Complex, Float
from numpy.typing import ArrayLike

from gantutor.dynamics.fields import field, jacobian, of_matrix
from gantutor.dynamics.methods import Method, get
from gantutor.names import known

SCHEMES: tuple[str, ...] = ("simultaneous", "alternating")


def trajectory(
    method: str | Method,
    start: ArrayLike,
    h: float,
    steps: int,
    scheme: str = "simultaneous",
    n_critic: int = 1,
    **settings: float,
) -> Float[np.ndarray, "moments *at 2"]:
    """Return the points (θ, ψ) that gradient steps of size h pass through, the start first.

    start: (2,), or (n, 2) for n runs at once; the result has an axis of steps + 1 before that.
    simultaneous: (θ, ψ) + h·v(θ, ψ). alternating: ψ + h·vψ, ``n_critic`` times, then θ + h·vθ with
    the new ψ, which is one row. A clipped critic is clipped at the start and after each of its
    steps. A run that overflows is infinite or NaN from there on.

    Raises ValueError for unknown names and settings, h not finite and above 0, steps < 0, and
    n_critic < 1, or above 1 with simultaneous steps.
    """
    method = get(method, **settings)
    _check(h, scheme, n_critic)
    if steps < 0:
        raise ValueError(f"steps must be at least 0, got {steps}")
    now = np.array(start, dtype=np.float64)
    if now.shape[-1:] != (2,) or now.ndim > 2 or not np.isfinite(now).all():
        raise ValueError(f"start must be two finite numbers, or rows of two, got {now.tolist()}")

    theta, psi = now[..., 0], now[..., 1]  # views of it
    np.clip(psi, -method.c, method.c, out=psi)
    points = np.empty((steps + 1, *now.shape))
    points[0] = now
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(steps):
            if scheme == "simultaneous":
                now += h * field(method, theta, psi)
                np.clip(psi, -method.c, method.c, out=psi)
            else:
                for _ in range(n_critic):
                    psi += h * field(method, theta, psi)[..., 1]
                    np.clip(psi, -method.c, method.c, out=psi)
                theta += h * field(method, theta, psi)[..., 0]
            points[k + 1] = now
    return points


def step_eigenvalues(
    method: str | Method,
    h: float,
    scheme: str = "simultaneous",
    n_critic: int = 1,
    **settings: float,
) -> Complex[np.ndarray, "2"]:
    """Return the eigenvalues of one iteration, linearised at the equilibrium (0, 0).

    simultaneous: of I + hJ. alternating: of (I + hJ_generator)(I + hJ_critic)^n_critic, where each
    keeps its own player's row of J. The larger modulus is the factor by which an iteration changes
    the distance in the long run: below 1 it converges. Arguments and errors as for `trajectory`.
    """
    _check(h, scheme, n_critic)
    j, one = jacobian(method, 0.0, 0.0, **settings), np.eye(2)
    if scheme == "simultaneous":
        return of_matrix(one + h * j)
    generator, critic = one.copy(), one.copy()
    generator[0] += h * j[0]
    critic[1] += h * j[1]
    return of_matrix(generator @ np.linalg.matrix_power(critic, n_critic))


def _check(h: float, scheme: str, n_critic: int) -> None:
    if not (isfinite(h) and h > 0):
        raise ValueError(f"h must be finite and above 0, got {h}")
    known("scheme", scheme, SCHEMES)
    if n_critic < 1:
        raise ValueError(f"n_critic must be at least 1, got {n_critic}")
    if scheme == "simultaneous" and n_critic > 1:
        raise ValueError(
            f"simultaneous steps have n_critic = 1, got {n_critic}; use scheme='alternating'"
        )
