import numpy as np


def equality_constraints(n, m):
    """A with A @ plan.ravel() = (row sums, column sums), plan (n, m)."""
    rows = np.kron(np.eye(n), np.ones((1, m)))
    columns = np.kron(np.ones((1, n)), np.eye(m))
    return np.vstack([rows, columns])
