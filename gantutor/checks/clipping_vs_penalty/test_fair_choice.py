"""A fair choice.

`w1` has shape (rates, seeds): exact W1 at the end of training, lower is better; a seed that ran
away is NaN. `tuning` says for each seed whether it may be used for the choice. Write
`fair_choice(w1, tuning)`: choose the rate with the least mean over the tuning seeds, where a rate
at which any of them ran away counts as infinitely bad. Return two things: the index of that rate,
and its mean over the *other* seeds, again infinite if one of them ran away.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "Split the columns: `w1[:, tuning]` for the choice and `w1[:, ~tuning]` for the report.",
    "A mean over NaN is NaN, and comparisons with it are accidents: make it infinite first.",
    "`np.where(np.isnan(w1), np.inf, w1)`, one mean, one argmin, and one more mean.",
)

SAME = "The reported number comes from seeds that the choice has not seen: else it is too small."
PEEK = "The other seeds must not take part in the choice."
LUCKY = "Choose by the mean over the seeds: the least single run is the luckiest, not the best."
MEDIAN = "That rate has the least median. Its mean is larger: one of its seeds ended badly."
GONE = "A seed that ran away is infinitely bad; leaving it out rewards a method for failing."

W1 = np.array(
    [[0.3, 0.5, 0.9, 0.7], [0.1, 0.9, 0.9, 0.9], [0.45, 0.45, 0.1, 0.1], [1.0, 1.0, 1.0, 1.0]]
)
HALF = np.array([True, True, False, False])


def two(answer, w1, tuning):
    return parts(answer(w1.copy(), tuning.copy()), "the index", "the mean over the other seeds")


@hint("Compare the means over the tuning seeds only.")
def test_the_choice(answer):
    index, _ = two(answer, W1, HALF)
    close(index, 0, what="the index", slips=[(1, LUCKY), (2, PEEK), (3, "Lower W1 is better.")])


@hint("The mean over the tuning seeds decides: one bad seed of three counts, too.")
def test_the_mean_decides(answer):
    w1 = np.array([[0.3, 0.3, 1.5, 0.4, 0.4], [0.5, 0.5, 0.5, 0.6, 0.6]])
    index, _ = two(answer, w1, np.array([True, True, True, False, False]))
    close(index, 1, what="the index", slips=[(0, MEDIAN)])


@hint("The mean of the chosen rate over the seeds with tuning False.")
def test_the_report(answer):
    _, mean = two(answer, W1, HALF)
    slips = [
        (0.4, SAME),
        (0.6, "That is over all seeds. " + SAME),
        (0.1, "Of the chosen rate, not the least of all."),
    ]
    close(mean, 0.8, what="the mean over the other seeds", slips=slips)


@hint(GONE)
def test_runs_that_diverged(answer):
    w1 = np.array([[0.5, 0.5, 0.5, np.nan], [np.nan, 0.1, 0.1, 0.1], [0.8, 0.8, 0.8, 0.8]])
    index, mean = two(answer, w1, HALF)
    close(index, 0, what="the index, where rate 1 ran away once")
    close(mean, np.inf, what="the mean over the other seeds, one of which ran away")


@hint("Any number of rates and seeds, in any order.")
def test_any_split(answer, rng):
    w1 = rng.uniform(0.1, 1, size=(5, 9))
    tuning = rng.permutation(9) < 4
    index, mean = two(answer, w1, tuning)
    best = int(w1[:, tuning].mean(axis=1).argmin())
    close(index, best, what="the index")
    close(mean, w1[best, ~tuning].mean(), what="the mean over the other seeds")
