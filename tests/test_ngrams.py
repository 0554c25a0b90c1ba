"""n-gram laws of texts: by hand, by another function, and what finite samples do to them."""

from collections import Counter
from math import log

import numpy as np
import pytest

from gantutor import divergences, metrics


def test_counts_by_hand():
    assert metrics.ngram_counts("abab", 2) == Counter({"ab": 2, "ba": 1})
    assert metrics.ngram_counts(["abab", "b", "ba"], 2) == Counter({"ab": 2, "ba": 2})
    assert metrics.ngram_counts("abc", 3) == Counter({"abc": 1})


def test_js_by_hand():
    # p: a 3/4, b 1/4; q: a 1/4, b 3/4; m is one half each.
    expected = 0.75 * log(0.75 / 0.5) + 0.25 * log(0.25 / 0.5)
    assert metrics.ngram_js("aaab", "abbb", 1) == pytest.approx(expected)
    # "ab" against "ab" and "ba" in halves: m is 3/4 and 1/4.
    expected = 0.5 * log(1 / 0.75) + 0.5 * (0.5 * log(0.5 / 0.75) + 0.5 * log(0.5 / 0.25))
    assert metrics.ngram_js("ab", ["ab", "ba"], 2) == pytest.approx(expected)


def test_js_at_its_ends_and_its_symmetry():
    real, fake = "off with her head", ["said the queen", "of hearts"]
    assert metrics.ngram_js(real, real, 3) == 0
    assert metrics.ngram_js("abc", "xyz", 2) == pytest.approx(log(2))
    assert metrics.ngram_js(real, fake, 2) == pytest.approx(metrics.ngram_js(fake, real, 2))
    assert 0 < metrics.ngram_js(real, fake, 1) < metrics.ngram_js(real, fake, 2) < log(2)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_js_is_that_of_the_n_grams_as_points(n):
    """`divergences.js_samples` counts points that coincide: here runs of n letters, as numbers."""
    rng = np.random.default_rng(n)
    x, y = rng.integers(4, size=300), rng.integers(3, size=200)
    as_points = [np.lib.stride_tricks.sliding_window_view(t, n) for t in (x, y)]
    as_text = ["".join("abcd"[k] for k in t) for t in (x, y)]
    expected = divergences.js_samples(*as_points)
    assert metrics.ngram_js(*as_text, n) == pytest.approx(expected, rel=1e-12)


def test_two_samples_of_one_law_are_as_far_apart_as_the_docstring_says():
    rng, letters, n, m = np.random.default_rng(0), "abcdefgh", 400, 1000
    law = rng.dirichlet(np.full(8, 20.0))
    found = [
        metrics.ngram_js(*("".join(rng.choice(list(letters), k, p=law)) for k in (n, m)), 1)
        for _ in range(400)
    ]
    expected = 7 / 8 * (1 / n + 1 / m)
    error = np.std(found) / np.sqrt(len(found))
    # The formula is the leading term; the next is smaller by a factor of the order K/N.
    assert abs(np.mean(found) - expected) < 4 * error + 0.03 * expected


def test_the_floor_falls_with_the_size_of_the_sample_and_rises_with_n():
    rng = np.random.default_rng(0)
    real, other = ("".join(rng.choice(list("abcdef"), 4000)) for _ in range(2))
    few, many = (metrics.ngram_floor(real, other, 2, windows, 10) for windows in (40, 160))
    assert few.mean > many.mean > 0
    assert metrics.ngram_floor(real, other, 3, 40, 10).mean > few.mean
    assert (few.n, few.repeats) == (40, 20)
    assert metrics.ngram_floor(real, other, 2, 40, 10) == few
    assert metrics.ngram_floor(real, other, 2, 40, 10, rng=1) != few


def test_a_floor_of_the_text_itself_in_one_window_is_zero():
    text = "curiouser and curiouser"
    floor = metrics.ngram_floor(text, text, 2, 1, len(text), repeats=2)
    assert floor == (0, 0, 1, 2)


def test_words_between_spaces_are_looked_up():
    vocabulary = "the cat sat, on the mat. don't"
    # The first and the last piece may be cut off, and do not count.
    assert metrics.known_words("xx the dog, sat. x", vocabulary) == pytest.approx(2 / 3)
    assert metrics.known_words(["at cat on", "he don't. ma"], vocabulary) == 1
    assert metrics.known_words(["a mat , b"], vocabulary) == 1  # a mark alone is no word
    assert np.isnan(metrics.known_words(["cat", "the mat"], vocabulary))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.ngram_counts("abc", 0), "n must be at least 1, got 0"),
        (lambda: metrics.ngram_counts(["ab", "c"], 3), "no text holds 3 characters; .* has 2"),
        (lambda: metrics.ngram_counts([], 1), "no text holds 1 characters; .* has 0"),
        (lambda: metrics.ngram_js("abc", "", 1), "no text holds 1 characters"),
        (lambda: metrics.ngram_floor("abc", "abc", 1, 0, 2), "windows ≥ 1 and repeats ≥ 2, got 0"),
        (lambda: metrics.ngram_floor("abc", "abc", 1, 5, 2, 1), "repeats ≥ 2, got 5 and 1"),
        (lambda: metrics.ngram_floor("abc", "ab", 1, 5, 3), "between 1 and the 2 characters"),
        (lambda: metrics.known_words("a b c", " . "), "the vocabulary must hold words, got ' . '"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
