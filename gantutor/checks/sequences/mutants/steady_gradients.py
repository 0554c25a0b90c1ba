import numpy as np

from gantutor.checks.engine.assertions import wrong


def score(p, tokens):
    return np.eye(len(p))[tokens] - p


def others(rewards):
    return (rewards.sum() - rewards) / (len(rewards) - 1)


@wrong("has the draw's own reward in it")
def mean_of_all(p, tokens, rewards):
    return (rewards - rewards.mean())[:, None] * score(p, tokens)


@wrong("without a baseline")
def no_baseline(p, tokens, rewards):
    return rewards[:, None] * score(p, tokens)


@wrong("plus at the token that was drawn")
def sign(p, tokens, rewards):
    return (others(rewards) - rewards)[:, None] * score(p, tokens)


@wrong("pushes all others down")
def without_p(p, tokens, rewards):
    return (rewards - others(rewards))[:, None] * np.eye(len(p))[tokens]


@wrong("the largest of all rewards does")
def largest(p, tokens, rewards):
    return (rewards - rewards.max())[:, None] * score(p, tokens)


@wrong("that changes the mean")
def standardised(p, tokens, rewards):
    return ((rewards - rewards.mean()) / rewards.std())[:, None] * score(p, tokens)


@wrong("Get the shape right first")
def one_estimate(p, tokens, rewards):
    return ((rewards - others(rewards))[:, None] * score(p, tokens)).mean(axis=0)


@wrong("The others are n − 1 draws")
def divided_by_all(p, tokens, rewards):
    others = (rewards.sum() - rewards) / len(rewards)
    return (rewards - others)[:, None] * (np.eye(len(p))[tokens] - p)


@wrong("is taken outside")
def rows_divided_by_n(p, tokens, rewards):
    others = (rewards.sum() - rewards) / (len(rewards) - 1)
    return (rewards - others)[:, None] * (np.eye(len(p))[tokens] - p) / len(rewards)
