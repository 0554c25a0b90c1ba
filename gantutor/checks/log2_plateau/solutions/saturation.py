from scipy.special import expit


def saturation(logit):
    """The slopes of log(1 - D) and of -log D in the logit of D; two arrays, shaped as logit."""
    # By the chain rule through dD/dlogit = D(1 - D). expit(-logit) is 1 - D, to full precision.
    return -expit(logit), -expit(-logit)
