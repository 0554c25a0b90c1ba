import numpy as np


def from_the_distribution_functions(a, b):
    if abs(sum(a) - sum(b)) > 1e-9:
        raise ValueError("unequal weights")
    A, B = np.cumsum([0, *a]), np.cumsum([0, *b])
    low = np.maximum.outer(A[:-1], B[:-1])
    return np.clip(np.minimum.outer(A[1:], B[1:]) - low, 0, None)


def over_all_pairs(a, b):
    if not np.allclose(a.sum(), b.sum()):
        raise ValueError(f"{a.sum()} is not {b.sum()}")
    left, room = list(a), list(b)
    plan = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            move = min(left[i], room[j])
            plan[i, j] += move
            left[i] -= move
            room[j] -= move
    return plan


def as_nested_lists(a, b):
    if round(float(sum(a)), 9) != round(float(sum(b)), 9):
        raise ValueError("the heaps do not weigh the same")
    plan = [[0.0] * len(b) for _ in a]
    a, b = a.tolist(), b.tolist()
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            plan[i][j], b[j] = a[i], b[j] - a[i]
            i += 1
        else:
            plan[i][j], a[i] = b[j], a[i] - b[j]
            j += 1
    return plan
