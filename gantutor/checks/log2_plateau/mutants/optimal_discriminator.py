import numpy as np
from scipy.special import expit

from gantutor.checks.engine.assertions import wrong


@wrong("large where the real law is")
def swapped(log_p, log_q):
    return log_q - log_p


@wrong("the logit is asked for")
def probability(log_p, log_q):
    return expit(log_p - log_q)


@wrong("`np.exp` gives 0 in the tails")
def by_densities(log_p, log_q):
    d = np.exp(log_p) / (np.exp(log_p) + np.exp(log_q))
    return np.log(d / (1 - d))


@wrong("`np.exp` gives 0 in the tails")
def with_epsilon(log_p, log_q):
    return np.log(np.exp(log_p) + 1e-12) - np.log(np.exp(log_q) + 1e-12)
