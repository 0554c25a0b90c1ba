def largest_gap(distance, K, output):
    """What the gap of a K-Lipschitz critic cannot exceed at this W1.

    output is "linear", "tanh" or "sigmoid": how the critic ends.
    """
    # The highest value minus the lowest.
    width = {"linear": float("inf"), "tanh": 2.0, "sigmoid": 1.0}[output]
    return min(K * distance, width)
