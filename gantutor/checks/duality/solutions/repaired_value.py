import numpy as np


def repaired_value(C, a, b, f, g):
    """The most that prices f + constant and g earn while f_i + g_j <= C_ij.

    C is (n, m), a and f (n,), b and g (m,); a and b sum to 1. One number.
    """
    room = np.min(C - f[:, None] - g)  # negative where the rule is broken
    return a @ f + b @ g + room  # it is earned on a total mass of 1
