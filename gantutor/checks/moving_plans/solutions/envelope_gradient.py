import numpy as np


def envelope_gradient(x, y, plan):
    """The gradient of W1 in y (m, d); x (n, d), optimal plan (n, m)."""
    steps = y - x[:, None]  # (n, m, d), from x_i to y_j
    lengths = np.linalg.norm(steps, axis=-1, keepdims=True)
    # Earth that stays where it is has no direction: 0/0 becomes 0/1.
    directions = steps / np.where(lengths > 0, lengths, 1)
    return np.sum(plan[:, :, None] * directions, axis=0)
