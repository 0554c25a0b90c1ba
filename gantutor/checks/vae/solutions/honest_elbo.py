import numpy as np


def honest_elbo(x, weights, centre, std, mean, logvar, noise):
    """One draw's estimate of the bound of each sample; n numbers."""
    z = mean + np.exp(0.5 * logvar) * noise
    left = x - (z @ weights.T + centre)
    log_likelihood = -np.sum(left**2, axis=1) / (2 * std**2)
    log_likelihood -= 0.5 * x.shape[1] * np.log(2 * np.pi * std**2)
    kl = 0.5 * np.sum(mean**2 + np.exp(logvar) - 1 - logvar, axis=1)
    return log_likelihood - kl
