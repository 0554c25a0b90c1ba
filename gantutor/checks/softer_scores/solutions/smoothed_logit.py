import numpy as np


def smoothed_logit(log_p, log_q, s):
    """The logit of the best D when the targets are 1 - s and 0."""
    # (1 - s) p against s p + q, by logarithms: the densities underflow.
    return np.log1p(-s) + log_p - np.logaddexp(np.log(s) + log_p, log_q)
