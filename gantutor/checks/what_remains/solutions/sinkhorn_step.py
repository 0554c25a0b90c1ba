import numpy as np
from scipy.special import logsumexp


def sinkhorn_step(f, C, a, b, epsilon):
    """The potentials after one step on both sides; f of n, g of m."""
    from_rows = (f[:, None] - C) / epsilon + np.log(a)[:, None]
    g = -epsilon * logsumexp(from_rows, axis=0)
    from_columns = (g[None, :] - C) / epsilon + np.log(b)[None, :]
    f = -epsilon * logsumexp(from_columns, axis=1)
    return f, g
