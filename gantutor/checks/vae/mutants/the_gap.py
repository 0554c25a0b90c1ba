import numpy as np

from gantutor.checks.engine.assertions import wrong


def filled(prior, likelihood, q, **blanks):
    joint = prior * likelihood
    evidence = joint.sum()
    posterior = joint / evidence
    right = {
        "evidence": evidence,
        "posterior": posterior,
        "bound": np.sum(q * np.log(joint / q)),
        "gap": np.sum(q * np.log(q / posterior)),
        "best": posterior,
    }
    return tuple((right | blanks).values())


@wrong("weigh them by the prior")
def codes_equally_likely(prior, likelihood, q):
    return filled(prior, likelihood, q, evidence=likelihood.sum())


@wrong("draws its codes from the prior")
def weighed_by_q(prior, likelihood, q):
    return filled(prior, likelihood, q, evidence=np.sum(q * likelihood))


@wrong("adds up to 1")
def joint_for_posterior(prior, likelihood, q):
    return filled(prior, likelihood, q, posterior=prior * likelihood)


@wrong("Bayes has the prior in it")
def posterior_without_prior(prior, likelihood, q):
    return filled(prior, likelihood, q, posterior=likelihood / likelihood.sum())


@wrong("leaves the likelihood out")
def bound_without_likelihood(prior, likelihood, q):
    return filled(prior, likelihood, q, bound=-np.sum(q * np.log(q / prior)))


@wrong("KL term from the prior is missing")
def bound_without_kl(prior, likelihood, q):
    return filled(prior, likelihood, q, bound=np.sum(q * np.log(likelihood)))


@wrong("with the two laws exchanged")
def the_other_divergence(prior, likelihood, q):
    posterior = prior * likelihood / np.sum(prior * likelihood)
    return filled(prior, likelihood, q, gap=np.sum(posterior * np.log(posterior / q)))


@wrong("The gap has the posterior")
def kl_from_the_prior(prior, likelihood, q):
    return filled(prior, likelihood, q, gap=np.sum(q * np.log(q / prior)))


@wrong("and far off")
def prior_is_best(prior, likelihood, q):
    return filled(prior, likelihood, q, best=prior)


@wrong("which need not be the best")
def as_it_came(prior, likelihood, q):
    return filled(prior, likelihood, q, best=q)
