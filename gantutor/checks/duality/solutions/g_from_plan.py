import numpy as np


def g_from_plan(C, plan, f):
    """The best g (m,) beside the best f (n,); C and plan are (n, m)."""
    sender = np.argmax(plan, axis=0)  # who sends most to each hole
    return C[sender, np.arange(C.shape[1])] - f[sender]
