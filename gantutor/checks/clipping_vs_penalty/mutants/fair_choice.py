import numpy as np

from gantutor.checks.engine.assertions import wrong


def _kept(w1):
    return np.where(np.isnan(w1), np.inf, w1)


@wrong("seeds that the choice has not seen")
def reports_the_minimum_on_the_same_seeds(w1, tuning):
    means = _kept(w1)[:, tuning].mean(axis=1)
    return means.argmin(), means.min()


@wrong("must not take part")
def chooses_on_all_seeds(w1, tuning):
    w1 = _kept(w1)
    best = w1.mean(axis=1).argmin()
    return best, w1[best, ~tuning].mean()


@wrong("the luckiest")
def the_luckiest_run(w1, tuning):
    w1 = _kept(w1)
    best = w1[:, tuning].min(axis=1).argmin()
    return best, w1[best, ~tuning].mean()


@wrong("infinitely bad")
def failures_left_out(w1, tuning):
    best = np.nanmean(w1[:, tuning], axis=1).argmin()
    return best, np.nanmean(w1[best, ~tuning])


@wrong("Lower W1")
def the_worst(w1, tuning):
    w1 = _kept(w1)
    best = w1[:, tuning].mean(axis=1).argmax()
    return best, w1[best, ~tuning].mean()


@wrong("Of the chosen rate")
def the_best_of_the_report(w1, tuning):
    w1 = _kept(w1)
    best = w1[:, tuning].mean(axis=1).argmin()
    return best, w1[:, ~tuning].mean(axis=1).min()


@wrong("has the least median")
def by_the_median(w1, tuning):
    w1 = _kept(w1)
    best = np.median(w1[:, tuning], axis=1).argmin()
    return best, w1[best, ~tuning].mean()
