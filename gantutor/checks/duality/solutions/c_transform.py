import numpy as np


def c_transform(C, g):
    """The largest f (n,) beside g (m,), and the largest g beside that f."""
    f = np.min(C - g, axis=1)  # of m bounds the least one binds
    return f, np.min(C - f[:, None], axis=0)
