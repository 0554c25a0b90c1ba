"""Training: each way's loss by hand, draws that depend on the seed alone, what is refused."""

import numpy as np
import pytest
import torch

from gantutor import constraints, nets
from gantutor import sequences as seq
from gantutor.recording import record
from gantutor.sequences.run import Draws

MODEL = seq.GRU(3, 4, hidden=6)
CRITIC = nets.MLP((12, 16, 1))
TOKENS = np.random.default_rng(2).integers(0, 3, (100, 4))


def a_run(way="likelihood", seeds=(3, 5), **more):
    critic = None if way == "likelihood" else CRITIC
    settings = {"model": MODEL, "way": way, "critic": critic, "batch": 16, "iterations": 40} | more
    return seq.start(seq.Config(**settings), TOKENS, seeds=seeds, device="cpu")


def test_likelihood_learns_the_language_exactly_measured():
    language = seq.small_language()
    config = seq.Config(model=seq.GRU(4, 5, hidden=8), iterations=150, lr=2e-2)
    run = seq.start(config, language.sample(2000, 0), seeds=(0, 1))
    history = record(run, seq.exact_measures(language), every=150)
    assert (history["kl"][-1] < 0.1 * history["kl"][0]).all()
    assert (history["w1"][-1] < 0.3 * history["w1"][0]).all()
    identity = -history["reverse_kl"] - history["entropy"]
    np.testing.assert_allclose(history["quality"], identity, atol=1e-6)
    expected = [seq.kl(language.law, q) for q in run.law()]
    np.testing.assert_allclose(history["kl"][-1], expected)


@pytest.mark.parametrize("way", seq.WAYS)
def test_a_seed_is_the_same_run_whoever_is_beside_it(way):
    together, alone = a_run(way), a_run(way, seeds=(5,))
    for run in (together, alone):
        for _ in range(3):
            run.iterate()
    np.testing.assert_allclose(together.law()[1:], alone.law(), atol=1e-6)
    assert np.abs(together.law()[0] - together.law()[1]).max() > 1e-4


def noise_of(run):
    return Draws(*run.draws(0)).model


@pytest.mark.parametrize("baseline", seq.BASELINES)
def test_reinforce_weighs_log_q_by_the_reward(baseline):
    run = a_run("reinforce", baseline=baseline, objective="nonsaturating", constraint="free")
    loss = run.model_loss(noise_of(run))
    y = run.model.choices(noise_of(run))
    f = run.critic(y.flatten(2))[..., 0].detach()
    reward = torch.log(torch.sigmoid(f))
    others = (reward.sum(-1, keepdim=True) - reward) / (reward.shape[-1] - 1)
    by_hand = reward if baseline == "none" else reward - others
    expected = -(by_hand * run.model.log_prob(y)).mean(-1)
    torch.testing.assert_close(loss, expected)
    ours, theirs = (torch.autograd.grad(v.sum(), run.model.to_logits) for v in (loss, expected))
    torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize("way", ["gumbel", "straight_through"])
def test_a_relaxed_way_goes_through_the_critic(way):
    run = a_run(way, softness=0.5)
    y = run.model.choices(noise_of(run), way, 0.5)
    expected = -run.critic(y.flatten(2))[..., 0].mean(-1)
    torch.testing.assert_close(run.model_loss(noise_of(run)), expected)
    seen = run.shown(noise_of(run))
    assert bool((seen.max(-1).values > 1 - 1e-6).all()) == (way == "straight_through")


def test_the_penalty_s_norm_is_over_all_rows_of_a_sequence():
    run = a_run("gumbel")
    x = run.model.rows(torch.from_numpy(TOKENS[:16]).expand(2, -1, -1))
    y = run.shown(noise_of(run)).detach()
    u = torch.rand(2, 16, 1)
    between = (u[..., None] * x + (1 - u[..., None]) * y).requires_grad_()
    (slope,) = torch.autograd.grad(run.critic(between.flatten(2)).sum(), between)
    norm = slope.square().sum((-2, -1)).sqrt()  # over places and tokens
    expected = 10 * (norm - 1).square().mean(-1)
    found = constraints.GradientPenalty().penalty(run.critic, x.flatten(2), y.flatten(2), u)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-5)


def test_looking_changes_nothing_and_temperature_sharpens():
    run = a_run("reinforce")
    before = [p.clone() for p in run.model.parameters()]
    curves = run.measure()
    assert set(curves) == {"log_likelihood", "gap", "penalty"}
    assert (run.fakes(20) == run.fakes(20)).all() and run.fakes(20).shape == (2, 20, 4)
    assert (run.fakes(20, seed=1) != run.fakes(20)).any()
    cold, plain = run.law(0.2), run.law()
    np.testing.assert_allclose(plain.sum(-1), 1)
    for c, p in zip(cold, plain, strict=True):
        assert seq.entropy(c) < seq.entropy(p)
    assert all(torch.equal(a, b) for a, b in zip(before, run.model.parameters(), strict=True))


def test_the_curve_of_temperatures_is_that_of_the_laws():
    language = seq.small_language()
    config = seq.Config(model=seq.GRU(4, 5, hidden=4), iterations=1)
    run = seq.start(config, language.sample(10, 0), seeds=(0, 1))
    curve = seq.temperature_curve(run, language, (0.5, 1.0))
    assert curve.shape == (2, 2, 2)
    q = run.law(0.5)[1]
    expected = [seq.quality(language.law, q), seq.diversity(language.law, q)]
    np.testing.assert_allclose(curve[1, 0], expected)
    with pytest.raises(ValueError, match="temperature must be above 0"):
        run.law(0.0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"way": "max"}, "unknown way 'max'; known: likelihood"),
        ({"way": "gumbel"}, "gumbel needs a critic, got critic=None"),
        ({"critic": CRITIC}, "likelihood has no use for a critic"),
        ({"way": "gumbel", "critic": nets.MLP((11, 1))}, "must take 12 numbers, 4 rows of 3"),
        ({"way": "gumbel", "critic": CRITIC, "softness": 0.0}, "softness must be finite"),
        ({"way": "reinforce", "critic": CRITIC, "batch": 1}, "a batch of at least 2"),
        ({"way": "reinforce", "critic": CRITIC, "baseline": "mean"}, "unknown baseline"),
        ({"way": "reinforce", "critic": CRITIC, "objective": "energy"}, "score single sequences"),
        ({"iterations": 0}, "iterations must be at least 1"),
        ({"lr": -1.0}, "lr must be finite and above 0"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        seq.Config(**({"model": MODEL} | change))


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (np.zeros((5, 4)), "sequences are integers"),
        (np.zeros((5, 3), int), r"must be \(N, 4\) or \(S, N, 4\)"),
        (np.full((5, 4), 3), "tokens must be 0 to 2, got 3 to 3"),
        (np.zeros((3, 5, 4), int), "sequences for 3 seeds, but 2 seeds"),
    ],
)
def test_data_that_do_not_fit_are_refused(x, words):
    with pytest.raises(ValueError, match=words):
        seq.start(seq.Config(model=MODEL), x, seeds=(0, 1))


def test_each_seed_may_have_its_own_sequences():
    own = np.stack([TOKENS[:50], TOKENS[50:]])
    run = seq.start(seq.Config(model=MODEL, iterations=4), own, seeds=(3, 5), device="cpu")
    shared = seq.start(seq.Config(model=MODEL, iterations=4), own[1], seeds=(3, 5), device="cpu")
    for r in (run, shared):
        r.iterate()
    np.testing.assert_allclose(run.law()[1], shared.law()[1], atol=1e-6)
    assert np.abs(run.law()[0] - shared.law()[0]).max() > 1e-6
