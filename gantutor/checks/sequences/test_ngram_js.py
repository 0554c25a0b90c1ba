"""How alike are two languages, n letters at a time?

Write `ngram_js(x, y, n)`: `x` and `y` are lists of texts. Take the law of the n-grams of each list:
all runs of n neighbouring letters of its texts, each counted as often as it occurs, none across the
end of a text. Return the Jensen–Shannon divergence of the two laws, in nats.
"""

from collections import Counter

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The n-grams of one text are text[i : i + n] for i from 0 to len(text) − n.",
    "A `Counter` for each list, divided by its sum. Both laws then need the same places: all "
    "n-grams of either.",
    "JS is ½ KL(P‖M) + ½ KL(Q‖M) with M = (P + Q)/2; where a law is 0 its term is 0.",
)

UNION = "The laws stand on all n-grams of either list: one that only `y` has counts as well."
OFTEN = "Count each n-gram as often as it occurs: a set forgets how often."
NATS = "That is in bits. Nats have the natural logarithm, so that the largest JS is log 2."
ACROSS = "You joined the texts: an n-gram across the end of one text is in no text."
STEPS = "The runs overlap: the next one begins one letter later, not n letters later."
WHOLE = "JS has a ½ before each KL."
ROOT = "That is the square root, the distance that SciPy returns. JS is its square."
ONE_WAY = "That is KL to the mixture from one side alone. JS is the mean of both."
AS_IT_IS = (
    "A text stays as it is: a capital is another letter, and a space at its end is a letter, too."
)
LOG2 = "Texts without a common n-gram are as far apart as JS can say: log 2."


def counts(texts, n, step=1):
    return Counter(t[i : i + n] for t in texts for i in range(0, len(t) - n + 1, step))


def laws(one, other, places=None):
    places = sorted(set(one) | set(other)) if places is None else places
    return [np.array([c[g] for g in places]) / c.total() for c in (one, other)]


def kl(p, m):
    seen = p > 0
    return np.sum(p[seen] * np.log(p[seen] / m[seen]))


def divergence(p, q):
    middle = (p + q) / 2
    return (kl(p, middle) + kl(q, middle)) / 2


def written(rng, letters, k, tilt=0.0):
    weights = np.exp(tilt * np.arange(len(letters)))
    return [
        "".join(rng.choice(list(letters), size=int(rng.integers(5, 12)), p=weights / weights.sum()))
        for _ in range(k)
    ]


@hint("The same texts have the same law: JS is 0.")
def test_the_same_texts(answer):
    texts = ["abcab", "cab"]
    close(answer(texts, list(texts), 2), 0.0, atol=1e-12)


@hint(LOG2)
def test_nothing_in_common(answer):
    slips = [(1.0, NATS), (2 * np.log(2), WHOLE), (0.0, UNION), (np.sqrt(np.log(2)), ROOT)]
    close(answer(["aab"], ["ccd", "dd"], 2), np.log(2), slips=slips)


def slips_of(x, y, n):
    """What known mistakes return, each with its words."""
    one, other = counts(x, n), counts(y, n)
    p, q = laws(one, other)
    right, middle = divergence(p, q), (p + q) / 2
    return [
        (right / np.log(2), NATS),
        (2 * right, WHOLE),
        (np.sqrt(right), ROOT),
        (kl(p, middle), ONE_WAY),
        (kl(q, middle), ONE_WAY),
        (divergence(*laws(one, other, sorted(one))), UNION),
        (divergence(*laws(Counter(set(one)), Counter(set(other)))), OFTEN),
        (divergence(*laws(counts(["".join(x)], n), counts(["".join(y)], n))), ACROSS),
        (divergence(*laws(counts(x, n, n), counts(y, n, n))), STEPS),
    ]


@hint("Count the runs by hand: aa, ab, ab, ab in one list, ab, bb, ab in the other.")
def test_two_short_lists(answer):
    one, other = ["aab", "ab", "ab"], ["abb", "ab"]
    p, q = np.array([1 / 4, 3 / 4, 0]), np.array([0, 2 / 3, 1 / 3])
    close(answer(one, other, 2), divergence(p, q), slips=slips_of(one, other, 2))


@hint("All runs of n neighbouring letters, as often as they occur, in no more than one text.")
def test_random_texts(answer, rng):
    n = int(rng.integers(2, 4))
    x, y = written(rng, "abc", 6), written(rng, "bcd", 5, 0.4)
    wanted = divergence(*laws(counts(x, n), counts(y, n)))
    close(answer(x, y, n), wanted, slips=slips_of(x, y, n))


@hint(AS_IT_IS)
def test_capitals_and_spaces(answer):
    for x, y in ((["Abab", "baB"], ["abab", "bab"]), ([" abb", "a b "], ["abb", "a b"])):
        wanted = divergence(*laws(counts(x, 2), counts(y, 2)))
        close(answer(x, y, 2), wanted)


@hint("A text shorter than n has no n-gram.")
def test_short_texts(answer):
    close(answer(["abc", "a"], ["abc", "", "b"], 3), 0.0, atol=1e-12)
