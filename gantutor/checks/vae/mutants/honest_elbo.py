import numpy as np

from gantutor.checks.engine.assertions import wrong


def estimate(x, weights, centre, std, mean, logvar, noise, *, deviation=None, more=None, kl="sum"):
    deviation = np.exp(0.5 * logvar) if deviation is None else deviation
    left = x - (mean + deviation * noise) @ weights.T - centre
    more = 0.5 * x.shape[1] * np.log(2 * np.pi * std**2) if more is None else more
    each = 0.5 * (mean**2 + np.exp(logvar) - 1 - logvar)
    return -np.sum(left**2, axis=1) / (2 * std**2) - more - getattr(np, kl)(each, axis=1)


@wrong("a narrow density has no price")
def as_it_was_found(x, weights, centre, std, mean, logvar, noise):
    wide = np.exp(logvar)
    return estimate(
        x, weights, centre, std, mean, logvar, noise, deviation=wide, more=0.0, kl="mean"
    )


@wrong("drawn with exp(logvar), its variance")
def only_the_draw(x, weights, centre, std, mean, logvar, noise):
    return estimate(x, weights, centre, std, mean, logvar, noise, deviation=np.exp(logvar))


@wrong("and so too small")
def only_the_mean(x, weights, centre, std, mean, logvar, noise):
    return estimate(x, weights, centre, std, mean, logvar, noise, kl="mean")


@wrong("lacks −½ d log 2π.")
def without_two_pi(x, weights, centre, std, mean, logvar, noise):
    more = x.shape[1] * np.log(std)
    return estimate(x, weights, centre, std, mean, logvar, noise, more=more)


@wrong("one log std for each")
def without_log_std(x, weights, centre, std, mean, logvar, noise):
    more = 0.5 * x.shape[1] * np.log(2 * np.pi)
    return estimate(x, weights, centre, std, mean, logvar, noise, more=more)


@wrong("taken away from log p(x|z)")
def kl_added(x, weights, centre, std, mean, logvar, noise):
    kl = 0.5 * np.sum(mean**2 + np.exp(logvar) - 1 - logvar, axis=1)
    return estimate(x, weights, centre, std, mean, logvar, noise) + 2 * kl
