"""The linear Gaussian model, whose likelihood, posterior and bound are known in closed form."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.nets import MLP

if TYPE_CHECKING:
    from gantutor.vae.run import VAERun


@dataclass(frozen=True, eq=False)
class LinearGaussian:
    """x = W z + μ + σ ε with z and ε from N(0, I): what an affine decoder with a Gaussian law says.

    ``weights`` W (d, k), ``mean`` μ (d,), ``std`` σ > 0. Source: Tipping & Bishop 1999, section 2.
    """

    weights: Float[np.ndarray, "dim latent"]
    mean: Float[np.ndarray, " dim"]
    std: float

    @property
    def covariance(self) -> Float[np.ndarray, "dim dim"]:
        """The covariance of x, W Wᵀ + σ² I."""
        return self.weights @ self.weights.T + self.std**2 * np.eye(len(self.mean))

    def log_likelihood(self, x: ArrayLike) -> Float[np.ndarray, " n"]:
        """Return log N(x; μ, W Wᵀ + σ² I) of each sample (n, d), in nats."""
        from scipy.stats import multivariate_normal  # slow to import: only here

        return np.atleast_1d(multivariate_normal.logpdf(x, self.mean, self.covariance))

    def posterior(
        self, x: ArrayLike
    ) -> tuple[Float[np.ndarray, "n latent"], Float[np.ndarray, "latent latent"]]:
        """Return the law of z given x: its mean for each sample, and its one covariance.

        M⁻¹ Wᵀ (x − μ) and σ² M⁻¹, where M = Wᵀ W + σ² I (Tipping & Bishop 1999, section 3.1).
        """
        m = self.weights.T @ self.weights + self.std**2 * np.eye(self.weights.shape[1])
        centred = np.asarray(x, dtype=np.float64) - self.mean
        return np.linalg.solve(m, self.weights.T @ centred.T).T, self.std**2 * np.linalg.inv(m)

    def elbo(self, x: ArrayLike, mean: ArrayLike, logvar: ArrayLike) -> Float[np.ndarray, " n"]:
        """Return each sample's bound in nats when q(z|x) = N(mean, diag s²), s² = exp(logvar).

        −½ d log 2πσ² − (‖x − W mean − μ‖² + Σᵢ s²ᵢ ‖wᵢ‖²) / 2σ² − KL(q‖N(0, I)), wᵢ the columns
        of W. x is (n, d), mean and logvar (n, k). Source: Lucas, Tucker, Grosse & Norouzi 2019.
        """
        m, log_s2 = np.asarray(mean, dtype=np.float64), np.asarray(logvar, dtype=np.float64)
        left = np.asarray(x, dtype=np.float64) - m @ self.weights.T - self.mean
        spread = np.exp(log_s2) @ np.square(self.weights).sum(0)
        errors = (np.square(left).sum(-1) + spread) / (2 * self.std**2)
        kl = 0.5 * (np.square(m) + np.expm1(log_s2) - log_s2).sum(-1)
        return -0.5 * len(self.mean) * np.log(2 * np.pi * self.std**2) - errors - kl


def decoders(run: "VAERun") -> tuple[LinearGaussian, ...]:
    """Return what each seed's decoder says now, for a run whose decoder is one linear layer.

    Another decoder, or the bernoulli likelihood, raises ValueError.
    """
    spec, std = run.config.decoder, run.std
    if std is None or not isinstance(spec, MLP) or len(spec.widths) != 2 or spec.bounded_below:
        raise ValueError(
            "a linear Gaussian model needs the gaussian likelihood and a decoder of one linear "
            f"layer, got {run.config.likelihood!r} and {spec}"
        )
    k = run.config.latent
    corners = run.decode(np.concatenate((np.zeros((1, k)), np.eye(k)))).astype(np.float64)
    return tuple(
        LinearGaussian((at[1:] - at[0]).T, at[0], float(sigma))
        for at, sigma in zip(corners, std, strict=True)
    )
