import numpy as np
from scipy.special import logsumexp


def log_d_minus_log_one_minus_d(log_p, log_q):
    both = np.logaddexp(log_p, log_q)
    return (log_p - both) - (log_q - both)


def with_log_sum_exp(log_p, log_q):
    total = logsumexp([log_p, log_q], axis=0)
    return np.subtract(log_p - total, log_q - total)


def entry_by_entry(log_p, log_q):
    logits = np.zeros(np.shape(log_p))
    for place in np.ndindex(logits.shape):
        logits[place] = log_p[place] - log_q[place]
    return logits
