"""What the softer scores make of a run: energies, pairs, noise, and real data alone."""

from itertools import combinations

import numpy as np
import pytest
import torch

from gantutor import transport
from gantutor.constraints import Clip, GradientPenalty
from gantutor.gan import Config, start
from gantutor.gan.looking import batch
from gantutor.nets import MLP, Autoencoder
from gantutor.objectives import Energy, LossSensitive, NonSaturating
from gantutor.training import CHUNK, load, play, save


def cloud(n=200, at=0.0, seed=0, dim=2):
    return np.random.default_rng(seed).normal(at, 1.0, (n, dim)).astype(np.float32)


def config(**changes):
    settings = {
        "critic": Autoencoder((2, 8, 2)),
        "generator": MLP((3, 8, 2)),
        "objective": Energy(margin=0.5, pull_away=0.1),
        "constraint": "free",
        "batch": 16,
        "n_critic": 2,
        "iterations": 40,
    }
    return Config(**(settings | changes))


def begin(changes=None, seeds=(0, 1), x=None, **more):
    x = cloud() if x is None else x
    return start(config(**(changes or {})), x, seeds=seeds, device="cpu", **more)


def weights(run):
    networks = [n for n in (run.critic, run.generator, run.averaged) if n is not None]
    return [p.detach().clone() for n in networks for p in n.parameters()]


def same(a, b):
    return all(torch.equal(p, q) for p, q in zip(a, b, strict=True))


# What it reaches -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("critic", "objective", "noise"),
    [
        (Autoencoder((1, 32, 2)), Energy(), 0.0),
        (Autoencoder((1, 32, 2)), Energy(0.2, pull_away=0.1), 0.0),
        (Autoencoder((1, 32, 2)), LossSensitive(), 0.0),
        (MLP((1, 32, 32, 1)), NonSaturating(0.1), 0.3),
    ],
    ids=["energy", "energy, pull-away", "pairs", "smoothed, noise"],
)
def test_a_game_on_the_line_comes_close_in_exact_w1(critic, objective, noise):
    """N(2, ½²) from N(0, 1) through a fresh network; on every seed, and beside its own start."""
    x = (2 + 0.5 * np.random.default_rng(0).normal(size=(1000, 1))).astype(np.float32)
    changes = {
        "critic": critic,
        "generator": MLP((2, 32, 32, 1)),
        "objective": objective,
        "batch": 128,
        "iterations": 250,
        "lr": 3e-3,
        "noise": noise,
        "noise_decay": True,
    }
    run = begin(changes, seeds=range(3), x=x)

    def distance():
        return np.array([transport.w1_line(y[:, 0], x[:, 0]) for y in run.fakes(1000)])

    before = distance()
    for _ in play(run, every=250):
        pass
    assert (before > 1).all()
    assert (distance() < 0.4 * before).all()


def test_the_gap_of_an_energy_critic_is_positive_when_it_is_right():
    """It has learned the real data alone: the far fakes have the greater energy."""
    changes = {"generator": None, "objective": "energy", "pretraining": 150}
    run = begin(changes, y=cloud(at=4.0, seed=1))
    run.pretrain()
    snapshot = run.measure()
    fx, fy = run.score(cloud()), run.score(cloud(at=4.0, seed=1))
    np.testing.assert_allclose(snapshot["gap"], fy.mean(1) - fx.mean(1), rtol=1e-4)
    assert (snapshot["gap"] > 0).all()
    assert (fx >= 0).all()
    np.testing.assert_allclose(snapshot["generator_loss"], fy.mean(1), rtol=1e-4)


def test_the_loss_over_pairs_is_looked_at_on_a_batch_of_them():
    """With fixed fakes there may be more of one kind than of the other."""
    changes = {"generator": None, "objective": LossSensitive(1.0, 1e-6), "constraint": Clip(1e-9)}
    run = begin(changes, x=cloud(50), y=cloud(70, at=1.0))
    snapshot = run.measure()
    # a dead critic scores each sample ‖x‖²/2, so that Δ ≈ 0 leaves E f(x) + E relu(f(x) − f(y))
    assert snapshot["critic_loss"].shape == (2,)
    assert (snapshot["critic_loss"] > 0).all()
    fx, fy = ((cloud(50) ** 2).mean(-1), (cloud(70, at=1.0) ** 2).mean(-1))
    np.testing.assert_allclose(snapshot["gap"], fy.mean() - fx.mean(), rtol=1e-4)
    x, y, _, pairs = batch(run)
    assert (x.shape[1], y.shape[1], pairs[0].shape[1], pairs[1].shape[1]) == (50, 70, 16, 16)
    px, py = ((p**2).mean(-1) for p in pairs)
    expected = px.mean(-1) + torch.relu(px - py).mean(-1)
    np.testing.assert_allclose(snapshot["critic_loss"], expected, rtol=1e-4)


def test_an_iteration_of_the_energy_game_is_the_algorithm_written_out():
    """One game on ordinary modules, with pull-away and noise, from the same draws."""
    settings = {"noise": 0.2, "noise_decay": True, "average": 0.0, "iterations": 4, "decay": False}
    run = begin(settings, seeds=(7,))
    autoencoder, generator = run.critic.member(0), run.generator.member(0)
    encoder, x, g = autoencoder[:3], torch.tensor(cloud()), run.config
    adam = {"lr": g.lr, "betas": g.betas}
    of_critic = torch.optim.Adam(autoencoder.parameters(), **adam)
    of_generator = torch.optim.Adam(generator.parameters(), **adam)

    def energy(points):
        return (points - autoencoder(points)).square().mean(-1)

    for i, deviation in enumerate((0.2, 0.15, 0.1)):
        assert g.deviation(i) == pytest.approx(deviation)
        drawn = run.draws(i)
        z = drawn.z_critic[0].split(g.batch)
        fakes = [generator(part).detach() for part in z]
        for k in range(g.n_critic):
            real = x[drawn.real[k, 0]] + drawn.noise_real[k, 0]
            fake = fakes[k] + drawn.noise_fake[k, 0]
            of_critic.zero_grad()
            (energy(real).mean() + (0.5 - energy(fake)).relu().mean()).backward()
            of_critic.step()
        of_generator.zero_grad()
        fake = generator(drawn.z_generator[0]) + drawn.noise_generator[0]
        s = torch.nn.functional.normalize(encoder(fake), dim=-1)
        cosines = (s @ s.T).square()
        off = cosines[~torch.eye(g.batch, dtype=torch.bool)]
        (energy(fake).mean() + 0.1 * off.mean()).backward()
        of_generator.step()
        run.iterate()
    halves = (run.critic.encoder.member(0), run.critic.decoder.member(0))
    found = [p for half in (*halves, run.generator.member(0)) for p in half.parameters()]
    by_hand = [*autoencoder.parameters(), *generator.parameters()]
    for p, q in zip(found, by_hand, strict=True):
        torch.testing.assert_close(p, q, rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize("constraint", ["clip", GradientPenalty(1.0, "zero_centred")])
def test_constraints_hold_an_energy_critic(constraint):
    run = begin({"constraint": constraint})
    first = run.measure()
    for _ in range(5):
        run.iterate()
    assert (first["grad_norm_mean"] > 0).all()
    if constraint == "clip":
        assert max(p.abs().max().item() for p in run.critic.parameters()) <= 0.01 * (1 + 1e-6)
    else:
        assert (run.measure()["penalty"] > 0).all()


# Noise -----------------------------------------------------------------------------------------


def test_noise_is_gaussian_and_new_for_each_sample():
    run = begin({"noise": 0.5, "n_critic": 5, "batch": 64})
    dealt = [run.draws(k) for k in (0, 1, CHUNK)]
    for which in ("noise_real", "noise_fake", "noise_generator"):
        noise = torch.stack([getattr(d, which) for d in dealt])
        assert noise.mean().item() == pytest.approx(0, abs=0.02)
        assert noise.std().item() == pytest.approx(0.5, rel=0.03)
        assert (noise.abs() > 1).float().mean().item() == pytest.approx(0.0455, abs=0.01)
        assert len(noise.flatten().unique()) > 0.99 * noise.numel()
    every = [
        dealt[0].noise_real,
        dealt[0].noise_fake,
        dealt[0].noise_generator.expand(5, -1, -1, -1),
    ]
    assert all((a != b).float().mean() > 0.99 for a, b in combinations(every, 2))
    assert dealt[0].noise_real.shape == (5, 2, 64, 2)
    assert dealt[0].noise_generator.shape == (2, 64, 2)


def test_decaying_noise_falls_linearly_to_nothing():
    g = config(noise=0.8, noise_decay=True, iterations=8)
    assert [g.deviation(i) for i in (0, 2, 4, 8, 9)] == pytest.approx([0.8, 0.6, 0.4, 0.0, 0.0])
    assert [config(noise=0.8).deviation(i) for i in (0, 8)] == [0.8, 0.8]
    run = begin({"noise": 0.8, "noise_decay": True, "iterations": 8, "batch": 256})
    spread = []
    for _ in range(8):
        spread.append(run.draws(run.iteration).noise_real.std().item())
        run.iterate()
    assert spread == pytest.approx([0.1 * k for k in range(8, 0, -1)], rel=0.1)


def test_noise_reaches_both_steps_and_both_kinds():
    """Of every batch that the critic is shown, what it holds beside its samples is the noise."""
    run = begin({"noise": 0.3})
    drawn = run.draws(0)
    x, y, _ = run.batches(drawn)[0]
    torch.testing.assert_close(x, run.x[drawn.real[0]] + drawn.noise_real[0])
    with torch.no_grad():
        clean = run.generator(drawn.z_critic)[:, : run.config.batch]
    torch.testing.assert_close(y, clean + drawn.noise_fake[0])
    seen = []
    score = run.critic.forward
    run.critic.forward = lambda points: seen.append(points.detach()) or score(points)
    run.generator_step()
    del run.critic.forward
    with torch.no_grad():
        clean = begin({"noise": 0.3}).generator(drawn.z_generator)
    torch.testing.assert_close(seen[0], clean + drawn.noise_generator)
    assert (seen[0] - clean).std().item() == pytest.approx(0.3, rel=0.3)


def test_no_noise_leaves_the_other_draws_and_the_looks_alone():
    quiet, noisy = begin(), begin({"noise": 0.3})
    a, b = (run.draws(0) for run in (quiet, noisy))
    for which in ("real", "u", "z_critic", "z_generator"):
        assert torch.equal(getattr(a, which), getattr(b, which))
    assert a.noise_real.numel() == a.noise_fake.numel() == a.noise_generator.numel() == 0
    before = [np.stack(list(run.measure().values())) for run in (quiet, noisy)]
    np.testing.assert_array_equal(*before)
    quiet.iterate()
    noisy.iterate()
    assert not same(weights(quiet), weights(noisy))


def test_a_noisy_run_resumes_as_if_never_stopped(tmp_path):
    whole, resumed = (begin({"noise": 0.3, "noise_decay": True}) for _ in range(2))
    for _ in range(CHUNK + 3):
        whole.iterate()
    save(whole, tmp_path / "c.ckpt")
    resumed.iterate()
    load(resumed, tmp_path / "c.ckpt")
    for run in (whole, resumed):
        for _ in play(run):
            pass
    assert same(weights(whole), weights(resumed))


# Real data alone -------------------------------------------------------------------------------


def test_pretraining_lowers_the_energy_of_real_data():
    run = begin({"objective": "energy", "pretraining": 150}, seeds=range(3))
    before = run.score(cloud()).mean(1)
    untouched = [p.detach().clone() for p in run.generator.parameters()]
    run.pretrain()
    assert (run.score(cloud()).mean(1) < 0.2 * before).all()
    assert same(untouched, run.generator.parameters())
    assert (run.iteration, run.turn, run.pretrained) == (0, 0, 150)


@pytest.mark.parametrize(
    ("critic", "objective", "best"),
    [
        (MLP((2, 16, 1)), "least_squares", 1.0),
        (MLP((2, 16, 1)), NonSaturating(0.2), np.log(4)),  # D = 0.8
    ],
)
def test_pretraining_brings_a_score_to_its_minimum(critic, objective, best):
    changes = {"critic": critic, "objective": objective, "lr": 5e-3, "batch": 64}
    run = begin(changes | {"pretraining": 400})
    run.pretrain()
    np.testing.assert_allclose(run.score(cloud()).mean(1), best, atol=0.1)


def test_pretraining_is_gradient_descent_on_real_data():
    run = begin({"noise": 0.2, "noise_decay": True, "pretraining": 4}, seeds=(3,))
    autoencoder, x = run.critic.member(0), torch.tensor(cloud())
    adam = torch.optim.Adam(autoencoder.parameters(), lr=run.config.lr, betas=run.config.betas)
    for i in range(4):
        real, noise = run.dealer.deal_real(i, 0.2)
        assert noise.std().item() == pytest.approx(0.2, rel=0.4)
        points = x[real[0]] + noise[0]
        adam.zero_grad()
        (points - autoencoder(points)).square().mean().backward()
        adam.step()
    run.pretrain()
    halves = (run.critic.encoder.member(0), run.critic.decoder.member(0))
    found = [p for half in halves for p in half.parameters()]
    for p, q in zip(found, autoencoder.parameters(), strict=True):
        torch.testing.assert_close(p, q, rtol=2e-4, atol=2e-5)


def test_pretraining_of_a_game_in_a_batch_is_that_of_the_game_alone():
    changes = {"noise": 0.1, "pretraining": CHUNK + 2}
    together, alone = begin(changes, seeds=(3, 5, 8)), begin(changes, seeds=(5,))
    for run in (together, alone):
        run.iterate()
    for many, one in zip(weights(together), weights(alone), strict=True):
        torch.testing.assert_close(many[1], one[0], rtol=1e-3, atol=1e-4)


def test_pretraining_interrupted_saved_and_resumed_is_one(tmp_path):
    whole, half, resumed = (begin({"pretraining": CHUNK + 5}) for _ in range(3))
    descend = half.critic_optimiser.descend

    def interrupted(loss):
        if half.pretrained == 7:
            raise KeyboardInterrupt
        descend(loss)

    half.critic_optimiser.descend = interrupted
    with pytest.raises(KeyboardInterrupt):
        half.iterate()
    save(half, tmp_path / "c.ckpt")
    load(resumed, tmp_path / "c.ckpt")
    assert (resumed.pretrained, resumed.iteration) == (7, 0)
    for run in (whole, resumed):
        for _ in range(3):
            run.iterate()
    assert same(weights(whole), weights(resumed))
    assert (resumed.iteration, resumed.turn, resumed.pretrained) == (3, 6, CHUNK + 5)


def test_a_clipped_critic_stays_clipped_in_pretraining():
    run = begin({"constraint": Clip(0.05), "pretraining": 5})
    run.pretrain()
    assert max(p.abs().max().item() for p in run.critic.parameters()) <= 0.05 * (1 + 1e-6)


@pytest.mark.parametrize(
    ("critic", "objective"),
    [
        (MLP((2, 8, 1)), "wasserstein"),
        (MLP((2, 8, 1)), "minimax"),
        (MLP((2, 8, 1)), "energy"),
        (MLP((2, 8, 1)), "loss_sensitive"),
    ],
)
def test_pretraining_without_a_minimum_is_refused(critic, objective):
    with pytest.raises(ValueError, match="real data alone"):
        config(critic=critic, objective=objective, pretraining=1)


def test_pretraining_comes_first_whatever_is_asked_for():
    for first in ("critic_step", "generator_step", "iterate"):
        run = begin({"pretraining": 3})
        getattr(run, first)()
        assert run.pretrained == 3
    with pytest.raises(ValueError, match="pretraining must be at least 0 steps, got -1"):
        config(pretraining=-1)
