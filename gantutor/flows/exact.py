"""What the best network would tell, where that is known: for mixtures of Gaussians."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import softmax

from gantutor.flows.diffusion import Diffusion

Gain = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""What a part's covariance C and the identity make of Σ⁻¹ (x − a m)."""


@dataclass(frozen=True, eq=False)
class GaussianMixture:
    """The law Σ_k (1/K) N(m_k, C_k): ``means`` (K, d) and ``covariances`` (K, d, d).

    ValueError for other shapes, values that are not finite, and a covariance that is not symmetric
    with eigenvalues above 0.
    """

    means: Float[np.ndarray, "k d"]
    covariances: Float[np.ndarray, "k d d"]

    def __post_init__(self) -> None:
        means = np.asarray(self.means, dtype=np.float64)
        covariances = np.asarray(self.covariances, dtype=np.float64)
        if means.ndim != 2 or covariances.shape != (*means.shape, means.shape[-1]):
            raise ValueError(
                f"means must be (K, d) and covariances (K, d, d), got {means.shape} and "
                f"{covariances.shape}"
            )
        if not (np.isfinite(means).all() and np.isfinite(covariances).all()):
            raise ValueError("means and covariances must be finite")
        symmetric = np.allclose(covariances, covariances.swapaxes(1, 2))
        if not symmetric or np.linalg.eigvalsh(covariances).min() <= 0:
            raise ValueError("a covariance must be symmetric with eigenvalues above 0")
        object.__setattr__(self, "means", means)
        object.__setattr__(self, "covariances", covariances)

    def velocity(self, points: ArrayLike, t: float) -> Float[np.ndarray, "n d"]:
        """Return v(x, t) = E[x₁ − z | (1 − t) z + t x₁ = x], z ~ N(0, I) independent of x₁.

        For one Gaussian Σ = (1 − t)² I + t² C, and v = m + (t C − (1 − t) I) Σ⁻¹ (x − t m): x₁ − z
        and x_t are jointly normal. A mixture's is the mean over its parts, weighted by how likely
        each made the point. ``points`` (n, d), t in [0, 1].
        Source: Lipman et al. 2023, equation 8, with the posterior mean written out.
        """
        return self._mean(points, t, 1 - t, lambda C, one: t * C - (1 - t) * one, shift=True)

    def noise(self, points: ArrayLike, level: int, process: Diffusion) -> Float[np.ndarray, "n d"]:
        """Return ε(x) = E[z | √ᾱ x₁ + √(1 − ᾱ) z = x] at that level, 1 to ``process.steps``.

        For one Gaussian √(1 − ᾱ) Σ⁻¹ (x − √ᾱ m) with Σ = ᾱ C + (1 − ᾱ) I: −√(1 − ᾱ) times the
        score of the law of x.
        Source: Ho et al. 2020; Vincent 2011 (the score).
        """
        if not 1 <= level <= process.steps:
            raise ValueError(f"level must be between 1 and {process.steps}, got {level}")
        kept = process.kept[level - 1]
        share = np.sqrt(1 - kept)
        return self._mean(points, np.sqrt(kept), share, lambda C, one: share * one, shift=False)

    def _mean(
        self, points: ArrayLike, a: float, b: float, gain: Gain, shift: bool
    ) -> Float[np.ndarray, "n d"]:
        """E[told | a x₁ + b z = x]: gain(C) Σ⁻¹ (x − a m), and m besides with ``shift``."""
        x = np.asarray(points, dtype=np.float64)
        one = np.eye(x.shape[1])
        told, logs = [], []
        for m, C in zip(self.means, self.covariances, strict=True):
            spread = a**2 * C + b**2 * one
            off = x - a * m
            pulled = np.linalg.solve(spread, off.T).T
            told.append(shift * m + pulled @ gain(C, one))
            logs.append(-0.5 * (off * pulled).sum(1) - 0.5 * np.linalg.slogdet(spread)[1])
        weights = softmax(np.stack(logs), axis=0)
        return np.einsum("kn,knd->nd", weights, np.stack(told))
