def best_multiple(w1, weight):
    """The best multiple k of f, the gap of k·f, and its objective."""
    k = 1 + w1 / (2 * weight)  # there W1 − 2λ(k − 1) is zero
    gap = k * w1
    return k, gap, gap - weight * (k - 1) ** 2
