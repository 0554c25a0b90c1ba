"""Gumbel noise and what is made of it: the law of the argmax, the soft row, its two gradients."""

import numpy as np
import pytest
import torch
from scipy import integrate, stats

from gantutor import sequences as seq
from gantutor.randomness import seeded_generator

LOGITS = torch.tensor([1.2, -0.3, 0.4, -1.0]).double()
N = 20_000


def noise(*shape, seed=0):
    return seq.gumbel(*shape, rng=seeded_generator(seed)).double()


def test_the_noise_has_the_gumbel_law():
    drawn = noise(N).numpy()
    assert np.isfinite(drawn).all()
    assert stats.kstest(drawn, stats.gumbel_r.cdf).pvalue > 1e-3


@pytest.mark.parametrize("relaxation", seq.RELAXATIONS)
def test_the_largest_entry_is_drawn_from_the_softmax(relaxation):
    rows = seq.choose(LOGITS, noise(N, 4), relaxation, 0.7)
    counts = np.bincount(rows.argmax(-1), minlength=4)
    assert stats.chisquare(counts, N * torch.softmax(LOGITS, -1).numpy()).pvalue > 1e-3
    torch.testing.assert_close(rows.sum(-1), torch.ones(N).double())
    assert (rows.max(-1).values == 1).all() == (relaxation != "gumbel")


def test_a_cold_soft_row_is_the_hard_one():
    g = noise(200, 4)
    cold = seq.choose(LOGITS, g, "gumbel", 1e-4)
    torch.testing.assert_close(cold, seq.choose(LOGITS, g), atol=1e-3, rtol=0)
    warm = seq.choose(LOGITS, g, "gumbel", 1e4)
    torch.testing.assert_close(warm, torch.full((200, 4), 0.25).double(), atol=1e-2, rtol=0)


def test_straight_through_is_hard_ahead_and_soft_behind():
    g, weights = noise(50, 4), torch.tensor([1.0, 2.0, 3.0, 4.0]).double()
    found = {}
    for relaxation in ("gumbel", "straight_through"):
        logits = LOGITS.clone().requires_grad_()
        rows = seq.choose(logits, g, relaxation, 0.6)
        (found[relaxation],) = torch.autograd.grad((rows @ weights).sum(), logits)
    torch.testing.assert_close(found["gumbel"], found["straight_through"])
    assert torch.equal(rows.detach().round(), seq.choose(LOGITS, g))
    assert not seq.choose(LOGITS.clone().requires_grad_(), g).requires_grad


@pytest.mark.parametrize("softness", [0.3, 1.0])
def test_two_tokens_by_quadrature(softness):
    """The difference of two Gumbel draws is logistic: the soft row is σ((l + L) / τ)."""

    def f(y):
        return y**3

    def slope(y):
        return 3 * y**2

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def soft(t):
        return sigmoid((0.8 + t) / softness)

    def expected(of):
        return integrate.quad(lambda t: of(t) * stats.logistic.pdf(t), -30, 30, limit=200)[0]

    def turn(t):  # the derivative of the soft row by l
        return soft(t) * (1 - soft(t)) / softness

    exact = {
        "gumbel": expected(lambda t: slope(soft(t)) * turn(t)),
        "straight_through": expected(lambda t: slope(float(0.8 + t > 0)) * turn(t)),
    }
    for relaxation, value in exact.items():
        logits = torch.tensor([0.8, 0.0]).double().expand(N, 2).clone().requires_grad_()
        y = seq.choose(logits, noise(N, 2, seed=4), relaxation, softness)[:, 0]
        (gradient,) = torch.autograd.grad(f(y).sum(), logits)
        each = gradient[:, 0].numpy()
        assert abs(each.mean() - value) < 4.5 * each.std() / np.sqrt(N)
    truth = sigmoid(0.8) * (1 - sigmoid(0.8))  # of E f at the corners, f(1) − f(0) = 1
    assert abs(exact["straight_through"] - truth) > 0.05, "it is biased"


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="unknown relaxation 'soft'; known: hard, gumbel"):
        seq.choose(LOGITS, noise(4), "soft")
    with pytest.raises(ValueError, match="temperature must be above 0, got 0"):
        seq.choose(LOGITS, noise(4), "gumbel", 0)
