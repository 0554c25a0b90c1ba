"""Laws of sentences: KL against SciPy, W1 against POT and by hand, quality and diversity."""

import numpy as np
import ot
import pytest
from scipy.special import rel_entr

from gantutor import sequences as seq

PAIRS = range(4)


def two_laws(seed, vocabulary=3, length=3, holes=True):
    rng = np.random.default_rng(seed)
    n = vocabulary**length
    p, q = rng.dirichlet(np.full(n, 0.3), 2)
    if holes:
        p[rng.integers(n)] = 0
    return p / p.sum(), q


@pytest.mark.parametrize("seed", PAIRS)
def test_entropy_and_kl_are_scipy_s(seed):
    p, q = two_laws(seed)
    assert seq.kl(p, q) == pytest.approx(rel_entr(p, q).sum(), rel=1e-9)
    there = p > 0
    assert seq.entropy(p) == pytest.approx(-(p[there] * np.log(p[there])).sum(), rel=1e-12)
    assert seq.kl(q, p) == np.inf, "p has a hole where q has mass"
    assert seq.kl(p, p) == 0


@pytest.mark.parametrize("seed", PAIRS)
def test_quality_and_diversity_are_kl_and_entropy(seed):
    p, q = two_laws(seed, holes=False)
    assert seq.quality(p, q) == pytest.approx(-seq.kl(q, p) - seq.entropy(q), rel=1e-9)
    assert seq.diversity(p, q) == pytest.approx(-seq.kl(p, q) - seq.entropy(p), rel=1e-9)
    best = np.eye(len(p))[p.argmax()]
    assert seq.quality(p, best) == pytest.approx(np.log(p.max()))
    assert seq.quality(p, best) >= seq.quality(p, q)
    assert seq.diversity(p, p) >= seq.diversity(p, q)


@pytest.mark.parametrize("seed", PAIRS)
def test_w1_is_that_of_pot_on_the_whole_problem(seed):
    p, q = two_laws(seed)
    x = seq.every(3, 3)
    whole = ot.emd2(p, q, seq.hamming(x, x))
    assert seq.w1(p, q, x) == pytest.approx(whole, abs=1e-9)
    assert seq.w1(q, p, x) == pytest.approx(whole, abs=1e-9)


def test_w1_by_hand():
    x = seq.every(2, 3)
    point = np.eye(8)
    for i in range(8):
        for j in range(8):
            assert seq.w1(point[i], point[j], x) == pytest.approx((x[i] != x[j]).sum())
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.3, 0.6])
    total_variation = 0.5 * np.abs(p - q).sum()
    assert seq.w1(p, q, seq.every(3, 1)) == pytest.approx(total_variation)
    assert seq.w1(p, p, seq.every(3, 1)) == 0


def test_w1_is_at_most_the_length_times_total_variation_and_at_least_it():
    p, q = two_laws(7)
    total_variation = 0.5 * np.abs(p - q).sum()
    assert total_variation <= seq.w1(p, q, seq.every(3, 3)) <= 3 * total_variation


def test_the_law_of_a_score_collects_equal_scores():
    scores = np.array([-1.0, -2.0, -1.0, -3.0])
    masses = np.array([[0.1, 0.2, 0.3, 0.4], [0.0, 0.5, 0.5, 0.0]])
    values, collected = seq.score_law(scores, masses)
    assert values.tolist() == [-3, -2, -1]
    np.testing.assert_allclose(collected, [[0.4, 0.2, 0.4], [0.0, 0.5, 0.5]])
    language = seq.small_language()
    values, collected = seq.score_law(language.log_prob(language.sentences), language.law)
    assert collected.sum() == pytest.approx(1)
    assert values @ collected == pytest.approx(seq.quality(language.law, language.law))


def test_what_is_no_law_is_refused():
    with pytest.raises(ValueError, match="p must sum to one"):
        seq.entropy([0.5, 0.6])
    with pytest.raises(ValueError, match="q must be masses of at least 0"):
        seq.kl([0.5, 0.5], [1.5, -0.5])
    with pytest.raises(ValueError, match="over the same sentences"):
        seq.kl([0.5, 0.5], [1.0])
    with pytest.raises(ValueError, match="there are 3 sentences, but masses for 2"):
        seq.w1([0.5, 0.5], [0.5, 0.5], seq.every(3, 1))
    with pytest.raises(ValueError, match=r"\(n, T\) and \(m, T\)"):
        seq.hamming([0, 1], [[0, 1]])
    with pytest.raises(ValueError, match="scores are"):
        seq.score_law([1.0, 2.0], [1.0])
