import numpy as np


def the_gap(prior, likelihood, q):
    """The steps of the proof that log p(x) = bound + KL(q‖p(z|x))."""
    # 1. The model draws z from the prior, then x. So p(x) is a sum.
    evidence = np.sum(prior * likelihood)  # BLANK (a) p(x)
    # 2. Bayes' rule gives the law of the code when x is known.
    posterior = prior * likelihood / np.sum(prior * likelihood)  # BLANK (b) p(z|x)
    # 3. The bound is the mean under q of log p(x, z) − log q(z).
    bound = np.sum(q * np.log(prior * likelihood / q))  # BLANK (c) the bound
    # 4. log p(x) − bound is the mean under q of log q(z) − log p(z|x).
    joint = prior * likelihood
    gap = np.sum(q * np.log(q * joint.sum() / joint))  # BLANK (d) a divergence
    # 5. It is never negative, and 0 for one q alone.
    best_q = joint / joint.sum()  # BLANK (e) that q
    return evidence, posterior, bound, gap, best_q
