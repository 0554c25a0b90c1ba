import numpy as np


def by_a_ratio(weight, latent, pixels):
    on_kl, on_error = weight / latent, 2 / pixels
    return on_kl / on_error


def in_numpy(weight, latent, pixels):
    return np.float64(0.5) * np.divide(pixels, latent) * weight
