"""Small runs that several tests share."""

import numpy as np

from gantutor.nets import MLP
from gantutor.vae import Config


def small_config(**changes):
    """A tiny autoencoder of points in the plane, with a learned deviation."""
    settings = {
        "encoder": MLP((2, 8, 6), "tanh"),
        "decoder": MLP((3, 8, 2), "tanh"),
        "likelihood": "gaussian",
        "batch": 16,
        "iterations": 40,
    }
    return Config(**(settings | changes))


def linear_config(d, k, **changes):
    """One linear layer each way, started near 0: the case that has an exact answer."""
    settings = {
        "encoder": MLP((d, 2 * k), init="normal002"),
        "decoder": MLP((k, d), init="normal002"),
        "likelihood": "gaussian",
        "batch": 256,
        "iterations": 600,
        "lr": 0.05,
        "betas": (0.9, 0.99),
    }
    return Config(**(settings | changes))


def cloud(n=200, at=0.0, seed=0, dim=2):
    return np.random.default_rng(seed).normal(at, 1.0, (n, dim)).astype(np.float32)


def linear_data(n=200, seed=0):
    """Samples of a linear Gaussian model in four dimensions, with two of code and σ = ½."""
    rng = np.random.default_rng(seed)
    weights, centre = rng.normal(size=(2, 4)) * [[2.0], [1.0]], rng.normal(size=4)
    x = rng.normal(size=(n, 2)) @ weights + centre + 0.5 * rng.normal(size=(n, 4))
    return x.astype(np.float32)
