import torch

from gantutor.checks.engine.assertions import wrong


def kl(mean, logvar):
    return 0.5 * (mean**2 + torch.exp(logvar) - 1 - logvar)


@wrong("First what is charged")
def truth_first(mean, s):
    return kl(mean, 2 * s).sum(1), kl(mean, s).sum(1)


@wrong("both places change")
def only_the_variance(mean, s):
    truth = 0.5 * (mean**2 + torch.exp(2 * s) - 1 - s).sum(1)
    return kl(mean, s).sum(1), truth


@wrong("belongs to the other convention")
def half_of_it(mean, s):
    return kl(mean, s).sum(1), kl(mean, 0.5 * s).sum(1)


@wrong("it puts exp(s) in the place")
def charged_for_the_square(mean, s):
    return 0.5 * (mean**2 + torch.exp(2 * s) - 1 - s).sum(1), kl(mean, 2 * s).sum(1)


@wrong("Add up the dimensions")
def averaged(mean, s):
    return kl(mean, s).mean(1), kl(mean, 2 * s).mean(1)
