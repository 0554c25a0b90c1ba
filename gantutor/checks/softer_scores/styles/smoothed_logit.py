import numpy as np
from scipy.special import logsumexp


def from_the_ratio(log_p, log_q, s):
    return np.log(1 - s) - np.logaddexp(np.log(s), log_q - log_p)


def with_log_sum_exp(log_p, log_q, s):
    below = logsumexp([log_p + np.log(s), log_q], axis=0)
    return log_p + np.log(1 - s) - below


def around_the_larger(log_p, log_q, s):
    top = np.maximum(log_p, log_q)
    with np.errstate(under="ignore"):
        rest = np.log(s * np.exp(log_p - top) + np.exp(log_q - top))
    return np.log1p(-s) + (log_p - top) - rest
