import numpy as np


def slopes_at_fakes(x, y, f, g, u):
    """How fast both critics rise at each y_j in the direction u.

    x is (n, d), y (m, d), f (n,), g (m,), u (d,). Two arrays of shape (m,).
    """
    steps = x - y[:, None]  # (m, n, d), from y_j to x_i
    lengths = np.linalg.norm(steps, axis=-1)
    towards = steps @ u / lengths
    values = f - lengths
    partners = values > np.max(values, axis=1, keepdims=True) - 1e-9
    first = np.max(np.where(partners, towards, -1), axis=1)
    # y_j is the tip of its own cone |p - y_j|: every direction goes up.
    return first, np.ones(len(y))
