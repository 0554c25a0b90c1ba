import numpy as np


def by_elimination(gap_1, weight_1, gap_2, weight_2):
    excess = (gap_1 - gap_2) / (1 / (2 * weight_1) - 1 / (2 * weight_2))
    return gap_1 - excess / (2 * weight_1)


def as_a_linear_system(gap_1, weight_1, gap_2, weight_2):
    A = np.array([[1, 0.5 / weight_1], [1, 0.5 / weight_2]])
    return np.linalg.solve(A, [gap_1, gap_2])[0]


def by_a_line_through_two_points(gap_1, weight_1, gap_2, weight_2):
    return np.polyfit([1 / weight_1, 1 / weight_2], [gap_1, gap_2], 1)[1]
