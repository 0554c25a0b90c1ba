"""Why is this bound above the log-likelihood?

It cannot be. The chapter shows a program that estimates the bound of a linear Gaussian model with
one draw for each sample, and reports more than the exact log-likelihood. It has three bugs. Write
`honest_elbo(x, weights, centre, std, mean, logvar, noise)` as it should be: x is (n, d), drawn as
x = W z + centre + std · ε with W = `weights` (d, k); the code of each sample is N(mean, σ²) with
logvar = log σ², both (n, k); `noise` (n, k) is from N(0, I). Return n numbers, in nats.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.vae import LinearGaussian

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Three lines, three bugs: how z is drawn, what log p(x|z) leaves out, and the KL term.",
    "log N(x; m, std² I) has three parts: −‖x − m‖²/2std², −d log std, and −½ d log 2π.",
    "The code's deviation is the root of exp(logvar), and the KL term is a sum over k dimensions.",
)

DRAW = "The code is drawn with exp(logvar), its variance. Its deviation is exp(½ logvar)."
CONSTANT = "log p(x|z) lacks −½ d log(2π std²): without it a narrow density has no price."
TWO_PI = "log p(x|z) lacks −½ d log 2π."
LOG_STD = "log p(x|z) lacks −d log std, one log std for each of the d dimensions."
MEAN = "The KL term is averaged over the latent dimensions, and so too small: it is a sum."
SIGN = "The KL term is taken away from log p(x|z)."
NODES = np.array(np.meshgrid([-1.0, 1.0], [-1.0, 1.0])).reshape(2, -1).T


def problem(rng, n=6, d=4, k=2):
    weights, centre = rng.normal(size=(d, k)), rng.normal(size=d)
    std = rng.uniform(0.2, 0.8)
    x = rng.normal(size=(n, k)) @ weights.T + centre + std * rng.normal(size=(n, d))
    mean, logvar = rng.normal(size=(n, k)), rng.normal(size=(n, k)) - 1
    return x, weights, centre, std, mean, logvar


def parts_of(x, weights, centre, std, mean, logvar, noise, deviation=None):
    deviation = np.exp(0.5 * logvar) if deviation is None else deviation
    z = mean + deviation * noise
    errors = np.square(x - z @ weights.T - centre).sum(1) / (2 * std**2)
    constant = 0.5 * x.shape[1] * np.log(2 * np.pi * std**2)
    kl = 0.5 * (mean**2 + np.exp(logvar) - 1 - logvar)
    return errors, constant, kl


@hint("One number for each sample.")
def test_one_number_for_each_sample(answer, rng):
    given = problem(rng)
    same_shape(answer(*given, rng.normal(size=(6, 2))), (6,))


@hint("With noise 0 the code is its mean, and all but the draw can be compared.")
def test_without_noise(answer, rng):
    given = problem(rng)
    noise = np.zeros((6, 2))
    errors, constant, kl = parts_of(*given, noise)
    std = given[3]
    slips = [
        (-errors - kl.sum(1), CONSTANT),
        (-errors - kl.mean(1), CONSTANT),
        (-errors - constant - kl.mean(1), MEAN),
        (-errors - constant + kl.sum(1), SIGN),
        (-errors - 4 * np.log(std) - kl.sum(1), TWO_PI),
        (-errors - 2 * np.log(2 * np.pi) - kl.sum(1), LOG_STD),
        (-errors - np.log(std) - 2 * np.log(2 * np.pi) - kl.sum(1), LOG_STD),
    ]
    close(answer(*given, noise), -errors - constant - kl.sum(1), slips=slips)


@hint("z = mean + σ · noise with σ = exp(½ logvar), for every sample its own.")
def test_with_noise(answer, rng):
    given, noise = problem(rng), rng.normal(size=(6, 2))
    errors, constant, kl = parts_of(*given, noise)
    wide, _, _ = parts_of(*given, noise, np.exp(given[5]))
    slips = [(-wide - constant - kl.sum(1), DRAW)]
    close(answer(*given, noise), -errors - constant - kl.sum(1), slips=slips)


@hint("On average it is at most log p(x), for every code that an encoder may give.")
def test_never_above_the_log_likelihood(answer, rng):
    given = problem(rng)
    x, weights, centre, std = given[:4]
    # Quadratic in the noise: the mean over all signs is the expectation.
    signs = [np.broadcast_to(sign, (6, 2)) for sign in NODES]
    bound = np.mean([np.asarray(answer(*given, sign)) for sign in signs], axis=0)
    exact = LinearGaussian(weights, centre, std).log_likelihood(x)
    if (worst := float((bound - exact).max())) > 1e-9:
        raise Wrong(f"For one of the samples the bound is {worst:.4g} nats above log p(x).")
