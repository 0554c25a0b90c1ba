"""Do two orders agree?

Write `rank_correlation(a, b)`: Spearman's rank correlation of two NumPy arrays of equal length n.
Replace each value by its rank, where tied values share the mean of the ranks they would take (the
ranks of 5, 7, 7, 9 are 1, 2.5, 2.5, 4). The answer is the ordinary correlation of the ranks: their
covariance divided by the product of their standard deviations. It is one number.
"""

import numpy as np
from scipy.stats import kendalltau, rankdata

from gantutor.checks.engine.assertions import close, hint

HINTS = (
    "The rank of a value: how many are smaller, plus half of how many others are equal, plus 1.",
    "`(a[:, None] > a).sum(1) + ((a[:, None] == a).sum(1) + 1) / 2` are the mean ranks.",
    "Then `np.corrcoef(ranks_a, ranks_b)[0, 1]`.",
)

TIES = "Tied values share the mean of their ranks, whichever comes first in the array."
ONCE = "`argsort` says where each rank is, not which rank each value has: sort twice, or count."
PAIRS = "That is Kendall's rank correlation, which counts pairs in the same order."
SHORT = "The short formula 1 − 6Σd²/(n(n² − 1)) is for ranks without ties."


@hint("Only the order counts: 1, 10, 100 and 1, 2, 3 have the rank correlation 1.")
def test_order_alone(answer):
    a = np.array([1.0, 10.0, 100.0, 1000.0])
    slips = [(np.corrcoef(a, [1, 2, 3, 4])[0, 1], "That is Pearson's correlation of the values.")]
    close(answer(a, np.array([1.0, 2.0, 3.0, 4.0])), 1.0, slips=slips)
    close(answer(a, -a), -1.0)


@hint("The rank of a value: how many are smaller, plus 1. The ranks of 3, 1, 2 are 3, 1, 2.")
def test_an_unsorted_array(answer):
    a, b = np.array([3.0, 1.0, 2.0, 5.0, 4.0]), np.array([0.1, 0.2, 0.9, 0.3, 0.4])
    once = np.corrcoef(a.argsort(), b.argsort())[0, 1]
    slips = [(once, ONCE), (kendalltau(a, b).statistic, PAIRS)]
    close(answer(a, b), expected(a, b), slips=slips)


def expected(a, b):
    """The correlation of the mean ranks."""
    return np.corrcoef(rankdata(a), rankdata(b))[0, 1]


@hint(TIES)
def test_ties(answer):
    a, b = np.array([5.0, 7.0, 7.0, 9.0]), np.array([1.0, 2.0, 3.0, 4.0])
    close(answer(a, b), expected(a, b), slips=[(1.0, TIES), (0.95, SHORT)])
    close(answer(a, b[::-1]), expected(a, b[::-1]), slips=[(-1.0, TIES)])


@hint("Ties may be in both arrays, anywhere.")
def test_many_ties(answer, rng):
    a, b = rng.integers(0, 4, size=12).astype(float), rng.integers(0, 4, size=12).astype(float)
    close(answer(a, b), expected(a, b))
