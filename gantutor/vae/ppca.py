"""Probabilistic PCA: the linear Gaussian model of highest likelihood, in closed form.

It is what a variational autoencoder with a linear encoder and decoder and a learned σ can reach at
best; its bound is then the log-likelihood (Lucas, Tucker, Grosse & Norouzi 2019).
"""

import numpy as np
from numpy.typing import ArrayLike

from gantutor.vae.linear import LinearGaussian


def fit(x: ArrayLike, latent: int) -> LinearGaussian:
    """Return the model with that many latent dimensions under which x (n, d) is likeliest.

    With eigenvalues λ₁ ≥ … ≥ λ_d of the covariance (divided by n) and eigenvectors uᵢ: σ² is the
    mean of λ_{k+1}, …, λ_d, and the columns of W are uᵢ (λᵢ − σ²)^½, each turned so that its
    largest entry is positive; any rotation of them is as likely.
    ValueError unless 1 ≤ latent < d, and for data with no variance left beyond ``latent``
    directions, whose likelihood has no maximum.
    Source: Tipping & Bishop 1999, eq. 7 and 8.
    """
    data = np.asarray(x, dtype=np.float64)
    if data.ndim != 2 or not np.isfinite(data).all():
        raise ValueError(f"x must be (n, d) and finite, got shape {data.shape}")
    n, d = data.shape
    if not 1 <= latent < d:
        raise ValueError(f"latent must be from 1 to {d - 1} for samples of {d}, got {latent}")
    centred = data - data.mean(0)
    values, vectors = np.linalg.eigh(centred.T @ centred / n)
    values, vectors = values[::-1], vectors[:, ::-1]
    variance = values[latent:].mean()
    if variance <= 1e-12 * values[0]:
        raise ValueError(
            f"x has no variance beyond {latent} directions: its likelihood grows without limit"
        )
    weights = vectors[:, :latent] * np.sqrt(values[:latent] - variance)
    largest = np.take_along_axis(weights, np.abs(weights).argmax(0)[None], 0)
    return LinearGaussian(weights * np.sign(largest), data.mean(0), float(np.sqrt(variance)))
