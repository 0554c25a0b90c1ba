import numpy as np

from gantutor.checks.engine.assertions import wrong


def filled(theta, k, t, **blanks):
    below = np.exp(-np.exp(theta - t))
    others = np.prod(np.delete(below, k))
    density = np.exp(theta[k] - t) * below[k]
    right = {
        "below": below,
        "others": others,
        "density": density,
        "at": density * others,
        "wins": np.exp(theta[k]) / np.exp(theta).sum(),
    }
    return tuple((right | blanks).values())


@wrong("moves the number up")
def shifted_the_other_way(theta, k, t):
    return filled(theta, k, t, below=np.exp(-np.exp(-theta - t)))


@wrong("of being above t")
def above(theta, k, t):
    return filled(theta, k, t, below=1 - np.exp(-np.exp(theta - t)))


@wrong("k itself is among them")
def all_tokens(theta, k, t):
    return filled(theta, k, t, others=np.exp(-np.exp(theta - t)).prod())


@wrong("and not added")
def others_added(theta, k, t):
    return filled(theta, k, t, others=np.delete(np.exp(-np.exp(theta - t)), k).sum())


@wrong("Its derivative is asked")
def not_differentiated(theta, k, t):
    return filled(theta, k, t, density=np.exp(-np.exp(theta[k] - t)))


@wrong("two minus signs meet")
def sign(theta, k, t):
    return filled(theta, k, t, density=-np.exp(theta[k] - t - np.exp(theta[k] - t)))


@wrong("has a density, and no probability")
def all_below(theta, k, t):
    return filled(theta, k, t, at=np.exp(-np.exp(theta - t)).prod())


@wrong("the others are without k")
def twice(theta, k, t):
    below = np.exp(-np.exp(theta - t))
    return filled(theta, k, t, at=np.exp(theta[k] - t) * below[k] * below.prod())


@wrong("Asked is k")
def anyone(theta, k, t):
    total = np.exp(theta).sum()
    return filled(theta, k, t, at=total * np.exp(-t - total * np.exp(-t)))


@wrong("the logit's share")
def logits_for_exponentials(theta, k, t):
    return filled(theta, k, t, wins=theta[k] / theta.sum())
