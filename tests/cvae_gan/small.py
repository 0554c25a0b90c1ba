"""Small runs that several tests share."""

import numpy as np

from gantutor import cvae_gan
from gantutor.cvae_gan import Config
from gantutor.nets import MLP

CLASSES, LATENT, DIM = 3, 2, 4


def small_config(**changes):
    """A tiny CVAE-GAN of points in four dimensions, of three classes."""
    settings = {
        "encoder": MLP((DIM + CLASSES, 8, 2 * LATENT), "tanh"),
        "decoder": MLP((LATENT + CLASSES, 8, DIM), "tanh"),
        "classifier": MLP((DIM, 7, CLASSES), "tanh"),
        "discriminator": MLP((DIM, 6, 1), "tanh"),
        "batch": 16,
        "iterations": 40,
    }
    return Config(**(settings | changes))


def labelled_cloud(n=120, seed=0):
    """Points about three centres, and which of the three it is."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % CLASSES
    centres = 3 * np.random.default_rng(99).normal(size=(CLASSES, DIM))
    return (centres[labels] + rng.normal(size=(n, DIM))).astype(np.float32), labels


def start(config=None, data=None, seeds=(0, 1), **more):
    x, labels = labelled_cloud() if data is None else data
    return cvae_gan.start(config or small_config(), x, labels, seeds=seeds, device="cpu", **more)
