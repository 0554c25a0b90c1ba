import numpy as np


def by_cases(distance, K, output):
    bound = K * distance
    if output == "tanh" and bound > 2:
        return 2
    if output == "sigmoid" and bound > 1:
        return 1
    return bound


def with_numpy(distance, K, output):
    low, high = {"linear": (-np.inf, np.inf), "tanh": (-1, 1), "sigmoid": (0, 1)}[output]
    return np.minimum(high - low, np.multiply(K, distance))
