import numpy as np


def smoothed_logit(log_p, log_q, s):
    """The logit of the best discriminator when the target on real is 1 - s, on fake 0."""
    # (1 - s) p against s p + q, all by logarithms: the densities themselves underflow.
    return np.log1p(-s) + log_p - np.logaddexp(np.log(s) + log_p, log_q)
