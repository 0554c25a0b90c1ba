import numpy as np
from scipy.special import rel_entr


def code_by_code(prior, likelihood, q):
    joint = [p * w for p, w in zip(prior, likelihood, strict=True)]
    total = sum(joint)
    posterior = np.array([j / total for j in joint])
    bound = sum(a * (np.log(j) - np.log(a)) for a, j in zip(q, joint, strict=True))
    return total, posterior, bound, np.log(total) - bound, posterior.copy()


def by_relative_entropy(prior, likelihood, q):
    joint = prior * likelihood
    posterior = joint / joint.sum()
    return (
        joint.sum(),
        posterior,
        -rel_entr(q, joint).sum(),
        rel_entr(q, posterior).sum(),
        posterior,
    )


def likelihood_minus_kl(prior, likelihood, q):
    evidence = prior @ likelihood
    posterior = prior * likelihood / evidence
    bound = q @ np.log(likelihood) - q @ np.log(q / prior)
    return evidence, posterior, bound, q @ np.log(q / posterior), posterior
