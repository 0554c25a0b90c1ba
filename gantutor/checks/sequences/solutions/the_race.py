import numpy as np


def the_race(theta, k, t):
    """The steps of the proof that the largest θ + g is a softmax draw."""
    others = np.delete(theta, k)  # the logits of all tokens but k
    # 1. For each token, the probability that θ + g is at most t.
    below = np.exp(-np.exp(theta - t))  # BLANK (a) m probabilities
    # 2. The numbers are independent. All tokens but k are at most t:
    all_others = np.exp(-np.exp(others - t).sum())  # BLANK (b) a product
    # 3. The density of k's own number at t is a derivative.
    density = np.exp(theta[k] - t - np.exp(theta[k] - t))  # BLANK (c) of k
    # 4. So k wins with its number at t with this density. Z = Σ exp(θ).
    Z = np.exp(theta).sum()
    wins_at_t = np.exp(theta[k] - t - Z * np.exp(-t))  # BLANK (d) of a win
    # 5. Its integral over all t:
    wins = np.exp(theta[k]) / Z  # BLANK (e) the probability of a win
    return below, all_others, density, wins_at_t, wins
