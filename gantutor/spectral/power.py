"""The spectral norm of a matrix: exactly, and by power iteration."""

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor


class Power(NamedTuple):
    """What power iteration knows: sigma = uᵀWv, and the unit vectors u (…, m) and v (…, n)."""

    sigma: Tensor
    u: Tensor
    v: Tensor


def spectral_norm(W: Float[Tensor, "*batch m n"]) -> Float[Tensor, "*batch"]:
    """Return the operator norm of each matrix, max ‖Wv‖/‖v‖: its largest singular value, by SVD.

    ValueError for an empty matrix.
    """
    _not_empty(W)
    return torch.linalg.svdvals(W)[..., 0]


def power_iteration(
    W: Float[Tensor, "*batch m n"],
    iterations: int,
    start: Tensor | None = None,
) -> Power:
    """Approach the largest singular value of each matrix from below.

    v ← Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖, ``iterations`` times, from the unit vector along ``start``, or
    from a fixed one. sigma = uᵀWv ≤ σ₁, and its relative error falls by about (σ₂/σ₁)⁴ with each
    iteration. A matrix of zeros gives 0. Nothing is differentiated.
    ValueError for an empty matrix, fewer than one iteration, or a start that does not fit.
    Source: Golub & Van Loan 2013, section 8.2; Miyato et al. 2018, algorithm 1.
    """
    _not_empty(W)
    if iterations < 1:
        raise ValueError(f"iterations must be at least 1, got {iterations}")
    if start is not None and start.shape != W.shape[:-1]:
        raise ValueError(f"start must be {tuple(W.shape[:-1])}, got {tuple(start.shape)}")
    with torch.no_grad():
        u = unit(start) if start is not None else fixed_start(W)
        for _ in range(iterations):
            u, v = power_step(W, u)
        return Power(rayleigh(W, u, v), u, v)


def power_step(
    W: Float[Tensor, "*batch m n"], u: Float[Tensor, "*batch m"]
) -> tuple[Float[Tensor, "*batch m"], Float[Tensor, "*batch n"]]:
    """Return the next u and v: v = Wᵀu and u = Wv, each scaled to length 1."""
    v = unit((W.mT @ u[..., None])[..., 0])
    return unit((W @ v[..., None])[..., 0]), v


def rayleigh(
    W: Float[Tensor, "*batch m n"], u: Float[Tensor, "*batch m"], v: Float[Tensor, "*batch n"]
) -> Float[Tensor, "*batch"]:
    """Return uᵀWv. Its derivative in W is uvᵀ, which at u₁, v₁ is that of the norm itself."""
    return (u[..., None, :] @ W @ v[..., None])[..., 0, 0]


def unit(x: Float[Tensor, "*batch n"]) -> Float[Tensor, "*batch n"]:
    """Return x/‖x‖; zeros stay zeros."""
    norm = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
    return x / norm.masked_fill(norm == 0, 1)


def fixed_start(W: Float[Tensor, "*batch m n"]) -> Float[Tensor, "*batch m"]:
    """Return the same unit vector for each matrix, along no direction that a network prefers."""
    m = W.shape[-2]
    u = torch.cos(torch.arange(1, m + 1, device=W.device, dtype=W.dtype))
    return unit(u).expand(W.shape[:-1])


def _not_empty(W: Tensor) -> None:
    if 0 in W.shape:
        raise ValueError(f"W must not be empty, got shape {tuple(W.shape)}")
