"""The aggregate posterior: the law of a code when the image is not told, against the prior.

q(z) = (1/n) Σ q(z|xᵢ), a mixture of n normal laws in each dimension. Its divergence from the prior
is what the KL term holds beyond the information that a code has of its image:
mean KL(q(z|x)‖p) = KL(q‖p) + I(x; z) (Hoffman & Johnson 2016).
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.integrate import trapezoid
from scipy.special import ndtr

STEP = 0.02  # the longest step of the quadrature; half of the smallest deviation, if that is less
TAIL = 10.0  # deviations after which a normal law is left out: a mass of 1e-23


class Gap(NamedTuple):
    """How far one dimension's aggregate posterior is from N(0, 1)."""

    kl: float
    w1: float


def aggregate_density(
    mean: ArrayLike, logvar: ArrayLike, at: ArrayLike
) -> Float[np.ndarray, " points"]:
    """Return (1/n) Σ N(z; meanᵢ, exp(logvarᵢ)) at the points z ``at``, for one latent dimension.

    ``mean`` and ``logvar`` are (n,). ValueError for other shapes, and for NaN or infinity.
    """
    m, std = _checked(mean, logvar)
    points = np.asarray(at, dtype=np.float64)
    standard = (points[:, None] - m) / std
    return (np.exp(-0.5 * standard**2) / (std * np.sqrt(2 * np.pi))).mean(axis=1)


def aggregate_gap(mean: ArrayLike, logvar: ArrayLike) -> Gap:
    """Return KL(q‖N(0, 1)) in nats and W1(q, N(0, 1)) of one dimension's aggregate posterior q.

    ∫ q log(q/p) and ∫ |F_q − Φ|, by the trapezoidal rule, to about 1e-5.
    Arguments and errors as of `aggregate_density`. Deviations below 1e-4 raise ValueError: there
    would be too many nodes.
    """
    m, std = _checked(mean, logvar)
    if std.min() < 1e-4:
        raise ValueError(f"deviations must be at least 1e-4, the least is {std.min():.3g}")
    low, high = min(-TAIL, (m - TAIL * std).min()), max(TAIL, (m + TAIL * std).max())
    z = np.linspace(low, high, int((high - low) / min(STEP, std.min() / 2)) + 2)
    q = np.concatenate([aggregate_density(m, 2 * np.log(std), part) for part in _slices(z)])
    below = np.concatenate([ndtr((part[:, None] - m) / std).mean(axis=1) for part in _slices(z)])
    log_prior = -0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    kl = np.where(q > 0, q * (np.log(np.where(q > 0, q, 1.0)) - log_prior), 0.0)
    # Rounding may leave −1e-16 where the two are equal.
    return Gap(max(0.0, float(trapezoid(kl, z))), float(trapezoid(np.abs(below - ndtr(z)), z)))


def _checked(
    mean: ArrayLike, logvar: ArrayLike
) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " n"]]:
    """Means and deviations of one dimension."""
    m, v = np.asarray(mean, dtype=np.float64), np.asarray(logvar, dtype=np.float64)
    if m.ndim != 1 or m.shape != v.shape or m.size == 0:
        raise ValueError(f"mean and logvar must be (n,), got {m.shape} and {v.shape}")
    if not (np.isfinite(m).all() and np.isfinite(v).all()):
        raise ValueError("mean and logvar must be finite")
    return m, np.exp(0.5 * v)


def _slices(z: np.ndarray) -> list[np.ndarray]:
    """Nodes in parts, to bound the memory."""
    return np.array_split(z, -(-len(z) // 512))
