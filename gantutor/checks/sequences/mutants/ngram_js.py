from collections import Counter

import numpy as np

from gantutor.checks.engine.assertions import wrong


def runs(texts, n, step=1):
    return Counter(t[i : i + n] for t in texts for i in range(0, len(t) - n + 1, step))


def js(one, other, places=None, log=np.log):
    places = sorted(set(one) | set(other)) if places is None else places
    p, q = (np.array([c[g] for g in places]) / c.total() for c in (one, other))
    m = (p + q) / 2
    return sum(0.5 * np.sum(v[v > 0] * log(v[v > 0] / m[v > 0])) for v in (p, q))


@wrong("a set forgets how often")
def sets(x, y, n):
    return js(Counter(set(runs(x, n))), Counter(set(runs(y, n))))


@wrong("That is in bits")
def in_bits(x, y, n):
    return js(runs(x, n), runs(y, n), log=np.log2)


@wrong("You joined the texts")
def joined(x, y, n):
    return js(runs(["".join(x)], n), runs(["".join(y)], n))


@wrong("not n letters later")
def cut_into_pieces(x, y, n):
    return js(runs(x, n, n), runs(y, n, n))


@wrong("a ½ before each KL")
def without_the_half(x, y, n):
    return 2 * js(runs(x, n), runs(y, n))


@wrong("JS is its square")
def as_scipy_returns_it(x, y, n):
    return np.sqrt(max(0.0, js(runs(x, n), runs(y, n))))


@wrong("JS is the mean of both")
def one_side(x, y, n):
    one, other = runs(x, n), runs(y, n)
    p = {g: c / one.total() for g, c in one.items()}
    return sum(v * np.log(2 * v / (v + other[g] / other.total())) for g, v in p.items())


@wrong("has no n-gram")
def a_short_text_is_its_own_gram(x, y, n):
    both = (Counter(t[i : i + n] for t in z for i in range(max(1, len(t) - n + 1))) for z in (x, y))
    return js(*both)


@wrong("A text stays as it is")
def small_letters(x, y, n):
    return js(*(runs([t.lower() for t in texts], n) for texts in (x, y)))


@wrong("A text stays as it is")
def spaces_stripped(x, y, n):
    return js(*(runs([t.strip() for t in texts], n) for texts in (x, y)))
