import numpy as np


def g_from_plan(C, plan, f):
    """The best g (m,) beside the best f (n,); C and plan are (n, m)."""
    sender = np.argmax(plan, axis=0)  # for each hole, the heap from which most of its mass comes
    return C[sender, np.arange(C.shape[1])] - f[sender]
