from scipy.special import expit


def pulls(f, gradient):
    """The gradients of log(1 - D) and -log D; two arrays (n, d)."""
    # The slopes in f are -D and -(1 - D); expit(-f) has all the digits.
    return -expit(f)[:, None] * gradient, -expit(-f)[:, None] * gradient
