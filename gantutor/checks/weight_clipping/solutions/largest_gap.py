def largest_gap(distance, K, output):
    """What the gap of a K-Lipschitz critic cannot exceed at this W1.

    output is "linear", "tanh" or "sigmoid": how the critic ends. One number.
    """
    limit = {"linear": float("inf"), "tanh": 2.0, "sigmoid": 1.0}[output]  # highest minus lowest
    return min(K * distance, limit)
