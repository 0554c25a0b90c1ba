"""The small language: its law by hand, its entropy in closed form, its samples, its errors."""

from itertools import pairwise, product
from math import log

import numpy as np
import pytest
import torch
from scipy import stats

from gantutor import sequences as seq

LEVELS = (0.6, 0.3, 0.07, 0.03)


def random_language(seed, vocabulary=3, length=4):
    rng = np.random.default_rng(seed)
    rows = rng.dirichlet(np.ones(vocabulary), vocabulary)
    return seq.Language(rng.dirichlet(np.ones(vocabulary)), rows, length)


@pytest.mark.parametrize("seed", range(3))
def test_the_law_is_the_product_of_the_chain_s_probabilities(seed):
    language = random_language(seed)
    for x, p in zip(product(range(3), repeat=4), language.law, strict=True):
        by_hand = language.start[x[0]]
        for a, b in pairwise(x):
            by_hand *= language.transition[a, b]
        assert p == pytest.approx(by_hand, rel=1e-12)
    assert language.law.sum() == pytest.approx(1, abs=1e-12)


def test_the_small_language_makes_the_same_choice_at_each_place():
    language = seq.small_language()
    for law in (language.start, *language.transition):
        assert sorted(law, reverse=True) == list(LEVELS)
    assert (np.diag(language.transition) == 0.03).all()
    entropy = -sum(p * log(p) for p in LEVELS)
    assert seq.entropy(language.law) == pytest.approx(5 * entropy, rel=1e-12)
    scores, _ = seq.score_law(language.log_prob(language.sentences), language.law)
    assert len(scores) == 56  # ways to have 5 choices of 4 kinds: 8 over 3
    best = np.argmax(language.law)
    assert language.law[best] == pytest.approx(0.6**5)
    assert language.write([language.sentences[best]]) == ["abdca"]


def test_sentences_are_listed_in_order_and_found_again():
    language = random_language(0)
    assert language.sentences.tolist() == [list(x) for x in product(range(3), repeat=4)]
    assert seq.index_of(language.sentences, 3).tolist() == list(range(81))


def test_samples_have_the_language_s_law():
    language = random_language(1, vocabulary=2, length=3)
    n = 4000
    counts = n * seq.empirical(language.sample(n, seed=0), 2)
    assert stats.chisquare(counts, n * language.law).pvalue > 1e-3
    assert (language.sample(50, 3) == language.sample(50, 3)).all()
    assert (language.sample(50, 3) != language.sample(50, 4)).any()


def test_the_soft_score_is_log_p_at_the_corners_and_linear_in_each_row():
    language = seq.small_language()
    rows = seq.one_hot(torch.from_numpy(language.sentences), 4).double()
    np.testing.assert_allclose(
        language.soft_log_prob(rows), language.log_prob(language.sentences), rtol=1e-12
    )
    rng = np.random.default_rng(0)
    y = torch.from_numpy(rng.dirichlet(np.ones(4), 5))
    for place in range(5):
        corners = []
        for token in range(4):
            corner = y.clone()
            corner[place] = torch.eye(4)[token]
            corners.append(language.soft_log_prob(corner))
        mixed = (y[place] * torch.stack(corners)).sum()
        assert language.soft_log_prob(y) == pytest.approx(float(mixed), rel=1e-12)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": [0.5, 0.6]}, "start must sum to one"),
        ({"transition": [[1.0, 0.0], [1.5, -0.5]]}, "transition must hold probabilities"),
        ({"transition": [[1.0, 0.0]]}, r"transition \(V, V\), got \(2,\) and \(1, 2\)"),
        ({"length": 0}, "at least 1 token and 1 place"),
        ({"length": 17}, "at most 65536 are listed"),
        ({"letters": "abc"}, "letters must be 2 characters"),
    ],
)
def test_what_is_no_language_is_refused(change, words):
    good = {"start": [0.5, 0.5], "transition": [[0.5, 0.5], [1.0, 0.0]], "length": 3}
    with pytest.raises(ValueError, match=words):
        as_arrays = {
            name: np.array(value) if isinstance(value, list) else value
            for name, value in (good | change).items()
        }
        seq.Language(**as_arrays)


def test_sentences_that_do_not_fit_are_refused():
    language = seq.Language(np.array([0.5, 0.5]), np.array([[0.5, 0.5], [1.0, 0.0]]), 3)
    assert language.log_prob([1, 1, 0]) == -np.inf, "after b comes a"
    with pytest.raises(ValueError, match="sentences have 3 tokens"):
        language.log_prob([0, 1])
    with pytest.raises(ValueError, match="every probability above 0"):
        language.soft_log_prob(torch.ones(3, 2) / 2)
    with pytest.raises(ValueError, match="tokens must be 0 to 1, got 0 to 2"):
        seq.index_of(np.array([[0, 2]]), 2)
