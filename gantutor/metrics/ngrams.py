"""Texts by their n-grams: which runs of n characters, how often, and how far apart two texts are.

A text is a string, or several that are each read by themselves: no n-gram reaches over an end.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from gantutor.divergences import js
from gantutor.metrics.exact import Floor

Texts = str | Sequence[str]


def ngram_counts(texts: Texts, n: int) -> Counter[str]:
    """Return how often each run of ``n`` characters occurs, at every place, overlaps included.

    ValueError for n < 1, and where no text is long enough to hold one.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    several = [texts] if isinstance(texts, str) else texts
    counts = Counter(t[i : i + n] for t in several for i in range(len(t) - n + 1))
    if not counts:
        longest = max((len(t) for t in several), default=0)
        raise ValueError(f"no text holds {n} characters; the longest has {longest}")
    return counts


def ngram_js(real: Texts, generated: Texts, n: int) -> float:
    """JS of the laws of runs of ``n`` characters in two texts, in nats, in [0, log 2].

    JS(p, q) = ½ KL(p‖m) + ½ KL(q‖m), m = ½ (p + q), with p(g) the share of g among the n-grams of
    ``real`` and q(g) that among those of ``generated``. It is symmetric.

    These are the empirical laws, and finite texts make it too large, never too small on average:
    JS is convex in the pair. For two independent samples of N and M n-grams from *one* law on K
    points, all of them frequent, its mean is not 0 but about (K − 1)/8 · (1/N + 1/M). Where most
    n-grams are rare, as for n = 4 in a short text, that formula fails, but two halves of one book
    are far from 0 all the same. So two values may be compared if both samples have the same size,
    and a value says something only beside `ngram_floor`. It knows nothing beyond n characters, and
    a model that copies its training text scores like that text.

    Raises ValueError for n < 1 and texts that are too short (`ngram_counts`).
    Source: what the program of Gulrajani et al. 2017 for text prints (gan_language.py), there
    against the training text.
    """
    p, q = ngram_counts(real, n), ngram_counts(generated, n)
    grams = sorted(p.keys() | q.keys())
    laws = [np.array([counts[g] for g in grams]) / counts.total() for counts in (p, q)]
    return js(*laws)


def ngram_floor(
    real: Texts,
    other: str,
    n: int,
    windows: int,
    length: int,
    repeats: int = 20,
    rng: np.random.Generator | int = 0,
) -> Floor:
    """Return `ngram_js` of ``real`` and windows of ``other``: what real text scores at that size.

    ``other``: more real text, such as that which a model was trained on. ``windows`` windows of
    ``length`` characters are drawn from it with replacement, anew in each of the ``repeats``: give
    it the size of the generated sample. A model that repeats ``other`` word for word scores this
    floor. In the `Floor`, n counts windows. ValueError for fewer than one window or two repeats,
    and for an ``other`` shorter than one window.
    """
    if windows < 1 or repeats < 2:
        raise ValueError(f"need windows ≥ 1 and repeats ≥ 2, got {windows} and {repeats}")
    if not 1 <= length <= len(other):
        raise ValueError(
            f"length must be between 1 and the {len(other)} characters of the other text, "
            f"got {length}"
        )
    rng = np.random.default_rng(rng)
    starts = rng.integers(len(other) - length + 1, size=(repeats, windows))
    values = [ngram_js(real, [other[s : s + length] for s in row], n) for row in starts]
    return Floor(float(np.mean(values)), float(np.std(values, ddof=1)), windows, repeats)


def known_words(texts: Texts, vocabulary: str) -> float:
    """Return the share of words that also occur in the text ``vocabulary``, in [0, 1].

    A word is what stands between two spaces, without marks around it; its first and last piece a
    text loses, since a window may cut through a word there. Case matters. NaN where no word is
    left. ValueError where the vocabulary has no word.
    """
    known = {word.strip(MARKS) for word in vocabulary.split()} - {""}
    if not known:
        raise ValueError(f"the vocabulary must hold words, got {vocabulary[:40]!r}")
    several = [texts] if isinstance(texts, str) else texts
    words = [w.strip(MARKS) for t in several for w in t.split(" ")[1:-1]]
    words = [w for w in words if w]
    return sum(w in known for w in words) / len(words) if words else float("nan")


MARKS = ".,?!;:'\"()"
"""What is no part of a word where it stands at its end."""
