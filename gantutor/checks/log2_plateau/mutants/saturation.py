import numpy as np
from scipy.special import expit

from gantutor.checks.engine.assertions import wrong


@wrong("chain rule")
def slopes_in_d(logit):
    d = expit(logit)
    return -1 / (1 - d), -1 / d


@wrong("Both losses fall")
def opposite_sign(logit):
    return expit(logit), expit(-logit)


@wrong("in this order")
def wrong_order(logit):
    return -expit(-logit), -expit(logit)


@wrong("overflows")
def by_exp(logit):
    d = np.exp(logit) / (1 + np.exp(logit))
    return -d, d - 1
