import numpy as np
from scipy.special import ndtri


def latent_grid(side, low, high):
    """Codes of a side × side grid of images, top row first; (side², 2)."""
    at = ndtri(np.linspace(low, high, side))
    a, b = np.meshgrid(at, at[::-1])
    return np.stack([a.ravel(), b.ravel()], axis=1)
