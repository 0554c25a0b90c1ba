from scipy.special import expit


def pulls(f, gradient):
    """The gradients of log(1 - D) and of -log D in each sample; two arrays, shaped as gradient."""
    # The slopes in f are -D and -(1 - D); expit(-f) is 1 - D with all its digits.
    return -expit(f)[:, None] * gradient, -expit(-f)[:, None] * gradient
