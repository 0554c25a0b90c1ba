import numpy as np


def step_factor(a, b, g, h, alternating):
    """The largest modulus of the eigenvalues of one gradient step."""
    if alternating:
        critic = np.array([[1, 0], [-h * b, 1 - h * g]])
        generator = np.array([[1, h * a], [0, 1]])
        step = generator @ critic
    else:
        step = np.array([[1, h * a], [-h * b, 1 - h * g]])
    return np.abs(np.linalg.eigvals(step)).max()
