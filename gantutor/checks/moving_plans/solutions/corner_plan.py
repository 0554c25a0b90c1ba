import numpy as np


def corner_plan(a, b):
    """A plan (n, m) between masses a (n,) and b (m,), from the corner."""
    if not np.isclose(np.sum(a), np.sum(b)):
        raise ValueError(f"unequal weights: {np.sum(a)} and {np.sum(b)}")
    left, room = np.array(a, dtype=float), np.array(b, dtype=float)
    plan = np.zeros((len(left), len(room)))
    i = j = 0
    while i < len(left) and j < len(room):
        plan[i, j] = min(left[i], room[j])  # what is there, and what fits
        left[i] -= plan[i, j]
        room[j] -= plan[i, j]
        if left[i] <= room[j]:  # one of the two is exactly zero now
            i += 1
        else:
            j += 1
    return plan
