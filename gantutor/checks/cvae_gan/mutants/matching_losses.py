from torch.nn.functional import mse_loss

from gantutor.checks.engine.assertions import wrong


def pairs(real, rebuilt):
    return 0.5 * (real.detach() - rebuilt).square().sum(1).mean()


def means(real, prior):
    return 0.5 * (real.detach().mean(0) - prior.mean(0)).square().sum()


@wrong("not their mean")
def mean_over_the_features(real, rebuilt, prior):
    return mse_loss(rebuilt, real.detach()), mse_loss(prior.mean(0), real.detach().mean(0))


@wrong("Both losses have a ½")
def without_the_half(real, rebuilt, prior):
    return 2 * pairs(real, rebuilt), 2 * means(real, prior)


@wrong("Both losses have a ½")
def half_in_one(real, rebuilt, prior):
    return pairs(real, rebuilt), 2 * means(real, prior)


@wrong("over the pairs, not their sum")
def summed_over_the_pairs(real, rebuilt, prior):
    return pairs(real, rebuilt) * len(real), means(real, prior)


@wrong("has no partner")
def partners_for_the_prior(real, rebuilt, prior):
    n = min(len(real), len(prior))
    return pairs(real, rebuilt), pairs(real[:n], prior[:n])


@wrong("It is about `prior`")
def reconstructions_on_average(real, rebuilt, prior):
    return pairs(real, rebuilt), means(real, rebuilt)


@wrong("each has its own mean")
def one_size_for_both(real, rebuilt, prior):
    shift = (real.detach().sum(0) - prior.sum(0)) / len(real)
    return pairs(real, rebuilt), 0.5 * shift.square().sum()


@wrong("to them gradients must go")
def prior_detached(real, rebuilt, prior):
    return pairs(real, rebuilt), means(real, prior.detach())


@wrong("An image is a target")
def images_learn(real, rebuilt, prior):
    shift = real.mean(0) - prior.mean(0)
    return 0.5 * (real - rebuilt).square().sum(1).mean(), 0.5 * shift.square().sum()
