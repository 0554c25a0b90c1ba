import numpy as np

from gantutor.checks.engine.assertions import wrong
from gantutor.checks.moving_plans.solutions.equality_constraints import equality_constraints


@wrong("row sums come first")
def columns_first(n, m):
    return np.roll(equality_constraints(n, m), m, axis=0)


@wrong("row by row")
def column_by_column(n, m):
    by_columns = np.arange(n * m).reshape(n, m).ravel(order="F")
    A = equality_constraints(n, m)
    return A if n == m else A[:, by_columns]


@wrong("One equation for each row and each column")
def rows_only(n, m):
    return np.kron(np.eye(n), np.ones((1, m)))
