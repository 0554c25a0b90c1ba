"""Every estimator of a gradient beside the exact one, which is a sum over all sequences."""

import numpy as np
import pytest
import torch

from gantutor import sequences as seq
from gantutor.randomness import seeded_generator

SEEDS = (3, 5)


def model(vocabulary=3, length=3, hidden=4):
    return seq.GRU(vocabulary, length, hidden).build(SEEDS).double()


def random_reward(seed=0, vocabulary=3, length=3):
    """A reward of every sequence, by a table; soft rows have one as well, linear in each row."""
    table = np.random.default_rng(seed).normal(size=(vocabulary,) * length)
    letters = "abcdefg"[:length]
    sums = f"{letters},{','.join(f'...{c}' for c in letters)}->..."

    def reward(rows):
        return torch.einsum(sums, torch.from_numpy(table), *rows.unbind(-2))

    return reward


def test_the_exact_gradient_is_the_slope_of_the_expected_reward():
    ours, reward = model(), random_reward()
    exact = seq.exact_gradient(ours, reward)
    r = reward(seq.all_rows(ours))
    direction = [torch.randn(p.shape, generator=seeded_generator(1)).double()
                 for p in ours.parameters()]  # fmt: skip
    values = []
    for step in (1e-5, -1e-5):
        with torch.no_grad():
            for p, d in zip(ours.parameters(), direction, strict=True):
                p += step * d
            values.append((ours.log_law().exp() * r).sum(-1))
            for p, d in zip(ours.parameters(), direction, strict=True):
                p -= step * d
    slope = (values[0] - values[1]) / 2e-5
    flat = torch.cat([d.flatten(1) for d in direction], -1).numpy()
    np.testing.assert_allclose((exact * flat).sum(-1), slope, rtol=1e-6)


@pytest.mark.parametrize("baseline", [0.0, 3.0])
def test_the_score_function_is_unbiased_with_any_baseline_exactly(baseline):
    ours, reward = model(), random_reward()
    mean, variance = seq.moments_of_score(ours, reward, baseline)
    np.testing.assert_allclose(mean, seq.exact_gradient(ours, reward), rtol=1e-6, atol=1e-9)
    assert (variance > 0).all()


def test_a_constant_reward_has_gradient_zero_and_a_variance():
    ours = model()

    def constant(rows):
        return rows.new_full(rows.shape[:2], 2.0)

    mean, variance = seq.moments_of_score(ours, constant)
    np.testing.assert_allclose(mean, 0, atol=1e-9)
    np.testing.assert_allclose(seq.exact_gradient(ours, constant), 0, atol=1e-9)
    assert (variance > 0.1).all(), "it is noise, and not nothing"
    _, none = seq.moments_of_score(ours, constant, 2.0)
    np.testing.assert_allclose(none, 0, atol=1e-12)


def draws(ours, n, seed=2):
    shape = (len(SEEDS), n, ours.spec.length, ours.spec.vocabulary)
    return seq.gumbel(*shape, rng=seeded_generator(seed)).double()


def test_draws_of_the_score_function_agree_with_its_exact_mean_and_variance():
    ours, reward, n = model(), random_reward(), 3000
    rows = ours.choices(draws(ours, n))
    each = seq.score_gradients(ours, rows, reward(rows))
    exact, variance = seq.moments_of_score(ours, reward)
    error = each.std(1) / np.sqrt(n)
    assert (np.abs(each.mean(1) - exact) < 5 * error + 1e-12).all()
    np.testing.assert_allclose(each.var(1).sum(-1), variance, rtol=0.15)


def test_leave_one_out_is_unbiased_over_all_pairs():
    """Every pair of sequences, each with its probability: no draw is missing."""
    ours, reward = model(vocabulary=2, length=2), random_reward(1, 2, 2)
    rows = seq.all_rows(ours)
    law, r = ours.log_law().exp().detach(), reward(rows)
    expected = 0
    for i in range(4):
        for j in range(4):
            pair = [i, j]
            advantage = seq.leave_one_out(r[:, pair])
            each = seq.score_gradients(ours, rows[:, pair], advantage).mean(1)
            expected = expected + (law[:, i] * law[:, j])[:, None].numpy() * each
    np.testing.assert_allclose(expected, seq.exact_gradient(ours, reward), rtol=1e-6, atol=1e-9)
    with pytest.raises(ValueError, match="at least 2, got 1"):
        seq.leave_one_out(r[:, :1])


def test_leave_one_out_by_hand():
    found = seq.leave_one_out(torch.tensor([[1.0, 2.0, 6.0]]))
    torch.testing.assert_close(found, torch.tensor([[1.0 - 4, 2 - 3.5, 6 - 1.5]]))


def test_relaxed_gradients_come_nearer_as_the_rows_harden():
    """At one place and a reward that is linear, both are one estimator, whose bias is known."""
    ours, n = model(length=1), 8000
    values = torch.tensor([0.0, 1.0, 3.0]).double()

    def reward(rows):
        return rows[..., 0, :] @ values

    exact = seq.exact_gradient(ours, reward)
    off = []
    for softness in (2.0, 0.3):
        each = {
            relaxation: seq.pathwise_gradients(ours, draws(ours, n), reward, relaxation, softness)
            for relaxation in ("gumbel", "straight_through")
        }
        np.testing.assert_allclose(each["gumbel"], each["straight_through"], atol=1e-9)
        error = each["gumbel"].std(1) / np.sqrt(n)
        off.append(np.abs(each["gumbel"].mean(1) - exact) / (error + 1e-12))
    assert off[0].max() > 20, "a soft row is biased, beyond doubt"
    assert off[1].max() < off[0].max() / 2


def test_the_gumbel_gradient_is_the_slope_of_the_relaxed_reward():
    """By the same noise on both sides of a step: the estimator is exact for that quantity."""
    ours, reward, noise = model(), random_reward(), draws(model(), 20)
    each = seq.pathwise_gradients(ours, noise, reward, "gumbel", 0.8)
    p = next(ours.parameters())
    place = (slice(None), 0, 0)
    values = []
    for step in (1e-6, -1e-6):
        with torch.no_grad():
            p[place] += step
            values.append(reward(ours.choices(noise, "gumbel", 0.8)))
            p[place] -= step
    np.testing.assert_allclose(each[..., 0], (values[0] - values[1]) / 2e-6, atol=1e-7)


def test_the_logit_of_the_best_discriminator_is_the_gradient_of_the_reverse_kl():
    ours = seq.GRU(3, 3, 4).build(SEEDS).double()
    rng = np.random.default_rng(3)
    language = seq.Language(rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3), 3), 3)
    log_p = torch.from_numpy(np.log(language.law))
    log_q = ours.log_law()
    kl = (log_q.exp() * (log_q - log_p)).sum(-1)
    slope = torch.autograd.grad(kl.sum(), list(ours.parameters()))
    by_kl = torch.cat([g.flatten(1) for g in slope], -1).numpy()
    ratio = (log_p - ours.log_law()).detach()
    found = seq.exact_gradient(ours, lambda rows: ratio)
    np.testing.assert_allclose(found, -by_kl, rtol=1e-6, atol=1e-9)
