"""A proof with blanks: what the bound leaves out.

Show that log p(x) is the bound plus KL(q‖p(z|x)), so that the bound is never above it, and reaches
it for one q alone. There are m codes; for one fixed x, `prior` holds p(z), `likelihood` p(x|z) and
`q` the law q(z), all above 0. Finish `the_gap(prior, likelihood, q)`: each of its blanks is a step
of the proof, and the checks try them on random laws.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.blanks import blanks

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "p(x, z) = p(z) p(x|z), and p(x) is the sum of it over all codes.",
    "Bayes: p(z|x) = p(x, z)/p(x).",
    "The bound is the mean, under q, of log p(x, z) − log q(z).",
    "In the mean of log(q/p(z|x)), write p(z|x) as p(x, z)/p(x): log p(x) comes out of the sum.",
)

EVIDENCE = "p(x) is the sum over the codes of p(z) p(x|z): one number."
POSTERIOR = "Divide p(x, z) by its sum: the posterior adds up to 1."
BOUND = "The bound is Σ q · log(p(x, z)/q): the mean is taken under q."
GAP = "The gap is KL(q‖p(z|x)) = Σ q · log(q/p(z|x)): q is in front, and q is above."
REVERSED = "That is KL(p(z|x)‖q), with the two laws exchanged. The mean is taken under q."
BEST = "KL is 0 where its two laws are the same, and nowhere else."
PRIOR_KL = "That leaves the likelihood out: the bound has log p(x|z) in it as well."

filled = blanks("p(x)", "the posterior", "the bound", "the gap", "the best q")


def instance(rng):
    m = int(rng.integers(3, 8))
    return rng.dirichlet(np.ones(m)), rng.uniform(0.05, 1, m), rng.dirichlet(np.ones(m))


def truth(prior, likelihood, q):
    joint = prior * likelihood
    evidence = joint.sum()
    posterior = joint / evidence
    bound = np.sum(q * np.log(joint / q))
    return evidence, posterior, bound, np.sum(q * np.log(q / posterior))


@hint(EVIDENCE)
def test_step_1_the_evidence(answer, rng):
    problem = _, likelihood, q = instance(rng)
    (found,) = filled(answer, problem, "a")
    slips = [
        (np.log(truth(*problem)[0]), "That is log p(x). Here p(x) itself is asked for."),
        (likelihood.sum(), "The codes are not equally likely: weigh them by the prior."),
        (np.sum(q * likelihood), "Weighed by q. The model draws its codes from the prior."),
    ]
    close(found, truth(*problem)[0], what="p(x)", slips=slips)


@hint(POSTERIOR)
def test_step_2_the_posterior(answer, rng):
    problem = prior, likelihood, _ = instance(rng)
    (found,) = filled(answer, problem, "b")
    same_shape(found, prior.shape, what="the posterior")
    slips = [
        (prior * likelihood, POSTERIOR),
        (likelihood / likelihood.sum(), "Bayes has the prior in it: p(x, z) is p(z) p(x|z)."),
    ]
    close(found, truth(*problem)[1], what="the posterior", slips=slips)


@hint(BOUND)
def test_step_3_the_bound(answer, rng):
    problem = prior, likelihood, q = instance(rng)
    (found,) = filled(answer, problem, "c")
    slips = [
        (-np.sum(q * np.log(q / prior)), PRIOR_KL),
        (np.sum(q * np.log(likelihood)), "The KL term from the prior is missing."),
        (-truth(*problem)[2], "The sign: the bound is the mean of log p(x, z) − log q(z)."),
        (np.sum(prior * np.log(prior * likelihood / q)), BOUND),
    ]
    close(found, truth(*problem)[2], what="the bound", slips=slips)


@hint(GAP)
def test_step_4_the_gap(answer, rng):
    problem = prior, _, q = instance(rng)
    (found,) = filled(answer, problem, "d")
    evidence, posterior, bound, gap = truth(*problem)
    slips = [
        (np.sum(posterior * np.log(posterior / q)), REVERSED),
        (
            np.sum(q * np.log(q / prior)),
            "That is the KL from the prior. The gap has the posterior.",
        ),
        (-gap, "A KL divergence is never negative: q is above."),
    ]
    close(found, gap, what="the gap", slips=slips)
    close(found, np.log(evidence) - bound, what="the gap")


@hint(BEST)
def test_step_5_where_it_closes(answer, rng):
    problem = prior, _, q = instance(rng)
    (found,) = filled(answer, problem, "e")
    same_shape(found, prior.shape, what="the best q")
    slips = [
        (prior, "With the prior for q the bound is E log p(x|z), and far off."),
        (q, "That is the q that came in, which need not be the best."),
    ]
    close(found, truth(*problem)[1], what="the best q", slips=slips)
