import numpy as np


def js_divergence(p, q):
    """The Jensen–Shannon divergence of the masses p and q, in nats."""
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = (p + q) / 2

    def kl_to_middle(masses):
        some = masses > 0  # a cell without mass adds 0·log 0 = 0
        return np.sum(masses[some] * np.log(masses[some] / m[some]))

    return (kl_to_middle(p) + kl_to_middle(q)) / 2
