import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("1 - D changes as well")
def only_scaled(log_p, log_q, s):
    return np.log(1 - s) + log_p - log_q


@wrong("without smoothing")
def plain(log_p, log_q, s):
    return log_p - log_q


@wrong("leaves them at 0")
def two_sided(log_p, log_q, s):
    a, b = np.log(1 - s), np.log(s)
    return np.logaddexp(a + log_p, b + log_q) - np.logaddexp(b + log_p, a + log_q)


@wrong("bends before")
def capped(log_p, log_q, s):
    smooth = np.log1p(-s) + log_p - np.logaddexp(np.log(s) + log_p, log_q)
    return smooth if s == 0.1 else np.minimum(log_p - log_q, np.log((1 - s) / s))


@wrong("probability of *fake*")
def swapped(log_p, log_q, s):
    return np.log(s) + log_p - np.logaddexp(np.log1p(-s) + log_p, log_q)


@wrong("Stay in logarithms")
def by_densities(log_p, log_q, s):
    p, q = np.exp(log_p), np.exp(log_q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log((1 - s) * p / (s * p + q))
