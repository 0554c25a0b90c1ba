from scipy.special import expit


def saturation(logit):
    """The slopes of log(1 - D) and of -log D in the logit; two arrays."""
    # By the chain rule, dD/dlogit = D(1 - D); expit(-logit) is 1 - D.
    return -expit(logit), -expit(-logit)
