"""A model by counting: its formula by hand, its law by enumeration, its samples by their law."""

import numpy as np
import pytest

from gantutor.sequences.counting import CountingModel
from gantutor.sequences.enumeration import every

TEXT = np.array([0, 1, 0, 1, 2, 0, 1])


def test_the_formula_by_hand():
    model = CountingModel(TEXT, vocabulary=4, order=2, weight=2.0)
    uniform = np.full(4, 1 / 4)
    alone = (np.array([3, 3, 1, 0]) + 2 * uniform) / 9
    np.testing.assert_allclose(model.next_law([]), alone)
    # 1 was followed by 0 and by 2, once each; its third time ends the text.
    after_one = (np.array([1, 0, 1, 0]) + 2 * alone) / 4
    np.testing.assert_allclose(model.next_law([1]), after_one)
    after_both = (np.array([1, 0, 1, 0]) + 2 * after_one) / 4
    np.testing.assert_allclose(model.next_law([0, 1]), after_both)
    # Only the last two count; what never stood before anything says nothing of its own.
    np.testing.assert_array_equal(model.next_law([3, 0, 1]), model.next_law([0, 1]))
    np.testing.assert_array_equal(model.next_law([3, 1]), after_one)
    np.testing.assert_array_equal(model.next_law([3]), alone)


def test_without_smoothing_it_is_the_frequencies_and_its_text_is_likeliest():
    """Maximum likelihood: each other chain gives the text that it was counted in less."""
    rng = np.random.default_rng(0)
    text = rng.integers(3, size=500)
    model = CountingModel(text, vocabulary=3, order=1, weight=1e-9)
    pairs = np.zeros((3, 3))
    np.add.at(pairs, (text[:-1], text[1:]), 1)
    np.testing.assert_allclose(
        [model.next_law([k]) for k in range(3)], pairs / pairs.sum(1, keepdims=True), atol=1e-9
    )
    best = (pairs * np.log([model.next_law([k]) for k in range(3)])).sum()
    for _ in range(20):
        other = rng.dirichlet(np.full(3, 5.0), size=3)
        assert (pairs * np.log(other)).sum() < best


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("order", [0, 1, 3])
def test_the_law_of_sequences_sums_to_one_and_is_the_product_of_its_steps(order, temperature):
    model = CountingModel(TEXT, vocabulary=3, order=order, weight=0.7)
    x = every(3, 4)
    log_q = model.log_prob(x, temperature)
    assert np.exp(log_q).sum() == pytest.approx(1)
    for row in (5, 40, 77):
        by_hand = 0.0
        for t in range(4):
            law = model.next_law(x[row, :t]) ** (1 / temperature)
            by_hand += np.log(law[x[row, t]] / law.sum())
        assert log_q[row] == pytest.approx(by_hand)


@pytest.mark.parametrize("temperature", [0.6, 1.0])
def test_samples_have_the_law(temperature):
    model = CountingModel(TEXT, vocabulary=3, order=2, weight=1.0)
    n, x = 20_000, every(3, 3)
    q = np.exp(model.log_prob(x, temperature))
    samples = model.sample(n, 3, np.random.default_rng(1), temperature)
    found = np.bincount(samples @ [9, 3, 1], minlength=27) / n
    error = np.sqrt(q * (1 - q) / n)
    assert (np.abs(found - q) < 4.5 * error).all()
    assert not np.array_equal(model.sample(50, 3, 1), model.sample(50, 3, 2))
    np.testing.assert_array_equal(model.sample(50, 3, 1), model.sample(50, 3, 1))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: CountingModel(TEXT, 2, 1), "tokens must be from 0 to 1, got 0 to 2"),
        (lambda: CountingModel(TEXT[None], 3, 1), r"must be integers \(n,\), .* shape \(1, 7\)"),
        (lambda: CountingModel(TEXT / 2, 3, 1), "got float64"),
        (lambda: CountingModel(TEXT, 3, -1), "at least 0 and below the text's 7 tokens, got -1"),
        (lambda: CountingModel(TEXT, 3, 7), "below the text's 7 tokens, got 7"),
        (lambda: CountingModel(TEXT, 3, 1, 0.0), "weight must be finite and above 0, got 0"),
        (lambda: CountingModel(TEXT, 3, 1).log_prob(TEXT), r"integers \(n, T\), .* shape \(7,\)"),
        (lambda: CountingModel(TEXT, 3, 1).log_prob(TEXT[None], 0.0), "temperature must be finite"),
        (lambda: CountingModel(TEXT, 3, 1).sample(0, 3, 0), "at least 1, got 0 and 3"),
        (lambda: CountingModel(TEXT, 3, 1).next_law([3]), "from 0 to 2, got 3 to 3"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
