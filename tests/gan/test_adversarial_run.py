"""The loop: what it reaches, that games are independent, and that it can be stopped and resumed."""

import dataclasses
import json
import os
from itertools import pairwise

import numpy as np
import pytest
import torch

from gantutor import objectives
from gantutor.constraints import Clip, Constraint, Free, GradientPenalty, get
from gantutor.gan import Config, start
from gantutor.gan.draws import draw_chunk
from gantutor.nets import MLP, Autoencoder
from gantutor.objectives import OBJECTIVES, Energy, LossSensitive, NonSaturating
from gantutor.training import (
    CHUNK,
    CheckpointError,
    captured,
    draws,
    load,
    play,
    save,
)


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")
    monkeypatch.delenv("GANTUTOR_PRESET", raising=False)


def small_config(**changes):
    """A tiny game whose every ingredient is switched on."""
    settings = {
        "critic": MLP((2, 8, 8, 1)),
        "generator": MLP((3, 8, 2)),
        "batch": 16,
        "n_critic": 2,
        "iterations": 40,
    }
    return Config(**(settings | changes))


def energy_config(**changes):
    """The same with an autoencoder for a critic, and every part of its objective."""
    settings = {
        "critic": Autoencoder((2, 8, 2)),
        "objective": Energy(margin=0.5, pull_away=0.1),
        "constraint": "free",
    }
    return small_config(**(settings | changes))


def critic_only(**changes):
    return small_config(**({"generator": None, "n_critic": 1} | changes))


def cloud(n=200, at=0.0, seed=0, dim=2):
    return np.random.default_rng(seed).normal(at, 1.0, (n, dim)).astype(np.float32)


def weights(run):
    networks = [n for n in (run.critic, run.generator, run.averaged) if n is not None]
    return [p.detach().clone() for n in networks for p in n.parameters()]


def same(a, b):
    return all(torch.equal(p, q) for p, q in zip(a, b, strict=True))


def numbers(seen):
    """All curves of a snapshot, or of `measure`, as (curves, seeds)."""
    return np.stack(list(getattr(seen, "curves", seen).values()))


# What it reaches -------------------------------------------------------------------------------


def test_two_diracs_reach_the_closed_form():
    """Slope 1 + d/(2λ), gap d·slope, penalty d²/(4λ): one run, three λ (and d = 2)."""
    d, weight = 2.0, np.array([1.0, 4.0, 20.0])
    config = Config(
        critic=MLP((1, 16, 1)),
        constraint=GradientPenalty(tuple(weight)),
        batch=8,
        n_critic=1,
        iterations=100,
        lr=0.1,
    )
    run = start(config, [[d]], y=[[0.0]], seeds=range(3))
    *_, last = play(run, every=100)
    slope = 1 + d / (2 * weight)
    np.testing.assert_allclose(last["gap"], d * slope, rtol=1e-4)
    np.testing.assert_allclose(last["grad_norm_mean"], slope, rtol=1e-4)
    np.testing.assert_allclose(last["grad_norm_max"], slope, rtol=1e-4)
    np.testing.assert_allclose(last["penalty"], d**2 / (4 * weight), rtol=1e-3)
    np.testing.assert_allclose(last["critic_loss"], last["penalty"] - last["gap"], rtol=1e-5)


def test_a_free_critic_runs_away():
    config = critic_only(constraint="free", lr=0.05, iterations=60, decay=False)
    run = start(config, cloud(), y=cloud(at=1.0), seeds=(0, 1))
    _, *gaps = [m["gap"] for m in play(run, every=20)]
    assert all((later > 2 * earlier).all() for earlier, later in pairwise(gaps))
    assert (gaps[-1] > 100).all()  # the distance is about 1.4


def test_a_critic_that_overflows_is_recorded_and_harms_no_other_game():
    config = critic_only(constraint="free", lr=0.05, iterations=12)
    run, healthy = (start(config, cloud(), y=cloud(at=1.0), seeds=(0, 1, 2)) for _ in range(2))
    with torch.no_grad():
        run.critic.weights[0][1] = 1e38
        run.critic.weights[1][1] = 1e38
    *_, broken = play(run, every=12)
    *_, fine = play(healthy, every=12)
    assert run.iteration == 12
    assert not np.isfinite(broken["gap"][1])
    np.testing.assert_array_equal(numbers(broken)[:, [0, 2]], numbers(fine)[:, [0, 2]])
    assert np.isfinite(numbers(fine)).all()


def test_a_clipped_critic_stays_within_its_bounds_from_the_first_snapshot_on():
    run = start(small_config(constraint=Clip((0.01, 0.2))), cloud(), seeds=(0, 1))
    for _ in play(run, every=5):
        for p in run.critic.parameters():
            assert p[0].abs().max() <= 0.01
            assert p[1].abs().max() <= 0.2
    assert max(p[1].abs().max().item() for p in run.critic.parameters()) == pytest.approx(0.2)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_generator_comes_home_under_every_objective(objective):
    """Real at (2, 2), fakes start about 0, and the rule is the one that suits all objectives."""
    config = Config(
        critic=MLP((2, 16, 16, 1), "tanh"),
        generator=MLP((2, 16, 2), "tanh"),
        objective=objective,
        constraint=GradientPenalty(1.0, "zero_centred"),
        batch=64,
        n_critic=2,
        iterations=150,
        lr=0.01,
        average=0.0,
    )
    run = start(config, cloud(at=2.0) * 0.5 + 1.0, seeds=range(3))

    def distance():
        return np.linalg.norm(run.fakes(200).mean(1) - 2.0, axis=-1)

    assert (distance() > 2.5).all()
    for _ in play(run, every=150):
        pass
    assert (distance() < 0.5).all()


@pytest.mark.slow
def test_clip_and_penalty_against_the_exact_distance():
    """The ring against itself shifted by 1: clipping is arithmetic in c, the penalty is near W1."""
    rng = np.random.default_rng(0)
    angle = rng.integers(8, size=2048) * np.pi / 4
    ring = 2 * np.stack((np.cos(angle), np.sin(angle)), 1) + 0.02 * rng.normal(size=(2048, 2))
    shifted = ring + np.array([1.0, 0.0])
    settings = {"critic": MLP((2, 64, 64, 1)), "n_critic": 1, "iterations": 600, "lr": 2e-3}

    def gap(constraint, seeds):
        run = start(Config(constraint=constraint, **settings), ring, y=shifted, seeds=seeds)
        *_, last = play(run, every=600)
        return last["gap"]

    c = (0.01, 0.01, 0.03, 0.03, 0.1, 0.1, 0.3, 0.3)
    clipped = gap(Clip(c), range(8)).reshape(4, 2).mean(1)
    penalised = gap(GradientPenalty(10.0), range(2))
    assert 2e-4 < clipped[0] < 5e-3
    assert 0.01 < clipped[1] < 0.06
    assert 0.5 < clipped[2] < 2
    assert 10 < clipped[3] < 60
    assert (np.abs(penalised - 1.1) < 0.1).all()


# The algorithm, step by step -------------------------------------------------------------------


def test_an_iteration_is_the_algorithm_written_out():
    """One iteration by hand, on ordinary modules with the same draws, gives the same weights."""
    config = small_config(
        critic=MLP((2, 8, 8, 1), "tanh", init="default"),
        generator=MLP((3, 8, 2), "tanh", init="default"),
        constraint=GradientPenalty(3.0),
        average=0.5,
        decay=False,
    )
    x = torch.tensor(cloud())
    run = start(config, x, seeds=(7,))
    critic, generator, averaged = run.critic.member(0), *(run.generator.member(0) for _ in "gh")
    adam = {"lr": config.lr, "betas": config.betas}
    of_critic = torch.optim.Adam(critic.parameters(), **adam)
    of_generator = torch.optim.Adam(generator.parameters(), **adam)
    for i in range(3):
        draws = run.draws(i)
        z = draws.z_critic[0].split(config.batch)
        for k in range(config.n_critic):
            real, fake, u = x[draws.real[k, 0]], generator(z[k]).detach(), draws.u[k, 0]
            points = (u * real + (1 - u) * fake).requires_grad_()
            (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
            penalty = 3.0 * (slope.norm(dim=1) - 1).square().mean()
            of_critic.zero_grad()
            (critic(fake).mean() - critic(real).mean() + penalty).backward()
            of_critic.step()
        of_generator.zero_grad()
        (-critic(generator(draws.z_generator[0])).mean()).backward()
        of_generator.step()
        with torch.no_grad():
            for a, p in zip(averaged.parameters(), generator.parameters(), strict=True):
                a.mul_(0.5).add_(p, alpha=0.5)
        run.iterate()
    for batched, alone in (
        (run.critic, critic),
        (run.generator, generator),
        (run.averaged, averaged),
    ):
        for p, q in zip(batched.member(0).parameters(), alone.parameters(), strict=True):
            torch.testing.assert_close(p, q, rtol=2e-4, atol=2e-5)


def test_steps_by_hand_are_an_iteration():
    by_hand, whole = (start(small_config(), cloud(), seeds=(0, 1)) for _ in range(2))
    for _ in range(3):
        by_hand.critic_step()
        by_hand.critic_step()
        by_hand.generator_step()
        whole.iterate()
    assert same(weights(by_hand), weights(whole))
    assert by_hand.iteration == whole.iteration == 3


def test_steps_out_of_turn_use_fresh_draws_and_the_present_generator():
    run = start(small_config(n_critic=3, decay=False), cloud(), seeds=(0,))
    batches = []
    improve = run.improve_critic
    run.improve_critic = lambda *batch: batches.append(batch) or improve(*batch)
    for _ in range(3 * CHUNK + 4):
        run.critic_step()
    reals = torch.stack([x for x, *_ in batches]).flatten(1)
    assert len(reals.unique(dim=0)) == len(reals)
    run.generator_step()
    z = run.draws(run.turn // 3).z_critic.split(run.config.batch, dim=1)[run.turn % 3]
    with torch.no_grad():
        expected = run.generator(z)
    run.critic_step()
    torch.testing.assert_close(batches[-1][1], expected)


def test_each_step_trains_one_network_and_leaves_the_other():
    run = start(small_config(average=0.9), cloud(), seeds=(0, 1))
    critic = [p.detach().clone() for p in run.critic.parameters()]
    generator = [p.detach().clone() for p in run.generator.parameters()]
    run.critic_step()
    assert not same(critic, run.critic.parameters())
    assert same(generator, run.generator.parameters())
    critic = [p.detach().clone() for p in run.critic.parameters()]
    run.generator_step()
    assert same(critic, run.critic.parameters())
    assert not same(generator, run.generator.parameters())
    for g0, g, a in zip(
        generator, run.generator.parameters(), run.averaged.parameters(), strict=True
    ):
        torch.testing.assert_close(a, 0.9 * g0 + 0.1 * g)


def test_no_average_means_the_generator_itself():
    run = start(small_config(average=0.0), cloud(), seeds=(0,))
    run.iterate()
    np.testing.assert_array_equal(run.fakes(5), run.fakes(5, averaged=False))


@pytest.mark.parametrize("optimiser", ["adam", "rmsprop"])
def test_the_learning_rate_decays_linearly_to_zero(optimiser):
    config = small_config(iterations=4, lr=0.1, optimiser=optimiser)
    run, rates = start(config, cloud(), seeds=(0,)), []
    for _ in range(4):
        run.iterate()
        rates.append(run.critic_optimiser.rate)
        assert run.generator_optimiser.rate == rates[-1]
    assert rates == pytest.approx([0.1, 0.075, 0.05, 0.025])
    with pytest.raises(ValueError, match="the run is over: 4 of 4 iterations"):
        run.iterate()
    endless = start(small_config(iterations=1, decay=False, lr=0.1), cloud(), seeds=(0,))
    endless.iterate()
    endless.iterate()
    assert endless.critic_optimiser.rate == 0.1


def test_optimisers_are_those_asked_for():
    adam = start(small_config(betas=(0.3, 0.8)), cloud(), seeds=(0,)).critic_optimiser.torch
    rmsprop = start(small_config(optimiser="rmsprop", betas=(0.3, 0.8)), cloud(), seeds=(0,))
    assert isinstance(adam, torch.optim.Adam)
    assert adam.param_groups[0]["betas"] == (0.3, 0.8)
    assert isinstance(rmsprop.critic_optimiser.torch, torch.optim.RMSprop)
    assert rmsprop.generator_optimiser.torch.param_groups[0]["alpha"] == 0.8


# Seeds as a dimension --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "config",
    [
        small_config(),
        critic_only(),
        energy_config(noise=0.3),
        small_config(objective="loss_sensitive", noise=0.3, noise_decay=True),
        critic_only(objective="loss_sensitive", noise=0.3),
    ],
    ids=["full", "critic only", "energy, noise", "pairs, decaying noise", "critic only, noise"],
)
def test_a_game_in_a_batch_is_the_game_alone(config):
    y = None if config.generator else cloud(at=1.0, seed=1)
    together = start(config, cloud(), y=y, seeds=(3, 5, 8))
    alone = start(config, cloud(), y=y, seeds=(5,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    for many, one in zip(weights(together), weights(alone), strict=True):
        torch.testing.assert_close(many[1], one[0], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(
        numbers(together.measure())[:, 1], numbers(alone.measure())[:, 0], rtol=1e-3, atol=1e-4
    )
    np.testing.assert_allclose(together.fakes(9)[1], alone.fakes(9)[0], rtol=1e-3, atol=1e-4)


def test_data_for_each_game():
    """Config s on data (S, N, d) is game s on its own data (N, d), as is a mixture of both."""
    x, y = np.stack([cloud(seed=s) for s in range(3)]), cloud(at=1.0)
    together = start(critic_only(), x, y=y, seeds=(0, 1, 2))
    alone = start(critic_only(), x[2], y=y, seeds=(2,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    np.testing.assert_allclose(
        numbers(together.measure())[:, 2], numbers(alone.measure())[:, 0], rtol=1e-3, atol=1e-4
    )


def test_a_sweep_over_the_penalty_is_one_run():
    """Seeds may recur: the two games then differ in the penalty alone."""
    sweep = start(small_config(constraint=GradientPenalty((0.1, 10.0))), cloud(), seeds=(1, 1))
    for p in (*sweep.critic.parameters(), *sweep.generator.parameters()):
        assert torch.equal(p[0], p[1])
    single = start(small_config(constraint=GradientPenalty(10.0)), cloud(), seeds=(1,))
    for _ in range(10):
        sweep.iterate()
        single.iterate()
    np.testing.assert_allclose(
        numbers(sweep.measure())[:, 1], numbers(single.measure())[:, 0], rtol=1e-3, atol=1e-4
    )


def test_the_same_run_twice_is_the_same_bit_for_bit():
    runs = [start(small_config(), cloud(), seeds=(0, 1)) for _ in range(2)]
    for run in runs:
        for _ in play(run, every=7):
            torch.rand(3)  # what the rest of the program draws does not matter
    assert same(weights(runs[0]), weights(runs[1]))


def test_looking_changes_nothing():
    looked, blind = (start(small_config(), cloud(), seeds=(0, 1)) for _ in range(2))
    for _ in range(3):
        looked.measure()
        looked.fakes(10)
        looked.score(cloud(5))
        looked.iterate()
        blind.iterate()
    assert same(weights(looked), weights(blind))
    np.testing.assert_array_equal(numbers(looked.measure()), numbers(looked.measure()))


# Looking ---------------------------------------------------------------------------------------


def test_the_gap_with_fixed_fakes_is_over_all_of_them():
    x, y = cloud(50), cloud(70, at=1.0)
    run = start(critic_only(constraint=GradientPenalty((1.0, 2.0))), x, y=y, seeds=(0, 1))
    run.iterate()
    snapshot = run.measure()
    fx, fy = run.score(x), run.score(y)
    assert fx.shape == (2, 50)
    np.testing.assert_allclose(snapshot["gap"], fx.mean(1) - fy.mean(1), rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(snapshot["generator_loss"], -fy.mean(1), rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(
        snapshot["critic_loss"], fy.mean(1) - fx.mean(1) + snapshot["penalty"], rtol=1e-4, atol=1e-6
    )


@pytest.mark.parametrize("constraint", ["free", "clip", "penalty"])
def test_gradient_norms_are_measured_under_every_constraint(constraint):
    run = start(small_config(constraint=constraint), cloud(), seeds=(0, 1))
    snapshot = run.measure()
    assert (snapshot["grad_norm_mean"] > 0).all()
    assert (snapshot["grad_norm_max"] >= snapshot["grad_norm_mean"]).all()
    assert ((snapshot["penalty"] > 0) == (constraint == "penalty")).all()
    assert all(values.shape == (2,) for values in snapshot.values())


def test_scores_agree_with_the_ordinary_networks():
    run = start(small_config(), cloud(), seeds=(0, 1))
    points = cloud(6)
    for s in range(2):
        with torch.no_grad():
            expected = run.critic.member(s)(torch.tensor(points))[:, 0].numpy()
        np.testing.assert_allclose(run.score(points)[s], expected, rtol=1e-5, atol=1e-6)
    per_game = np.stack((points, points + 1))
    np.testing.assert_allclose(run.score(per_game)[1], run.score(points + 1)[1], rtol=1e-5)


def test_fakes_come_from_one_fixed_z():
    run = start(small_config(), cloud(), seeds=(0, 1))
    first = run.fakes(20)
    assert first.shape == (2, 20, 2)
    np.testing.assert_array_equal(first, run.fakes(20))
    assert np.abs(first - run.fakes(20, seed=1)).min() > 0
    assert np.abs(first[0] - first[1]).min() > 0


def test_fakes_of_a_critic_only_match_are_the_fixed_ones():
    y = cloud(30, at=1.0)
    run = start(critic_only(), cloud(), y=y, seeds=(0, 1))
    drawn = run.fakes(30)
    for s in range(2):
        np.testing.assert_array_equal(np.sort(drawn[s], 0), np.sort(y, 0))
    with pytest.raises(ValueError, match="there are 30 fixed fakes, 31 were asked for"):
        run.fakes(31)


@pytest.mark.parametrize("latent", ["normal", "uniform"])
def test_latents_have_their_law(latent):
    config = small_config(generator=MLP((2, 2)), latent=latent)
    run = start(config, cloud(), seeds=(0,))
    draws = draw_chunk(config, (0,), 200, None, run.device, 0)
    z = torch.cat((draws.z_critic.flatten(), draws.z_generator.flatten()))
    assert z.mean().item() == pytest.approx(0, abs=0.05)
    assert z.std().item() == pytest.approx({"normal": 1.0, "uniform": 3**-0.5}[latent], rel=0.05)
    assert (z.abs().max() <= 1) == (latent == "uniform")


def test_draws_cover_the_data_evenly_and_never_repeat_a_chunk():
    config, cpu = small_config(n_critic=5, batch=64), torch.device("cpu")
    chunks = [draw_chunk(config, (0, 1), 10, None, cpu, chunk) for chunk in range(2)]
    share = torch.bincount(chunks[0].real.flatten(), minlength=10) / chunks[0].real.numel()
    torch.testing.assert_close(share, torch.full((10,), 0.1), atol=0.01, rtol=0)
    assert 0 <= chunks[0].u.min() < 0.01
    assert 0.99 < chunks[0].u.max() < 1
    assert (chunks[0].u != chunks[1].u).float().mean() > 0.999
    critic_z, generator_z = chunks[0].z_critic[:, :, :64], chunks[0].z_generator
    assert (critic_z != generator_z).all()


# Keeping ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("optimiser", ["adam", "rmsprop"])
@pytest.mark.parametrize("stop", [7, CHUNK, CHUNK + 3])
def test_a_resumed_run_is_the_uninterrupted_run(tmp_path, stop, optimiser):
    config = small_config(optimiser=optimiser)
    whole = start(config, cloud(), seeds=(0, 1))
    for _ in range(stop):
        whole.iterate()
    save(whole, tmp_path / "half.ckpt")
    resumed = start(config, cloud(), seeds=(0, 1))
    resumed.iterate()  # wherever it was
    load(resumed, tmp_path / "half.ckpt")
    assert resumed.iteration == stop
    *_, a = play(whole)
    *_, b = play(resumed)
    assert same(weights(whole), weights(resumed))
    np.testing.assert_array_equal(numbers(a), numbers(b))


def test_a_checkpoint_in_the_middle_of_an_iteration(tmp_path):
    run = start(small_config(n_critic=3), cloud(), seeds=(0,))
    run.critic_step()
    save(run, tmp_path / "c.ckpt")
    resumed = start(small_config(n_critic=3), cloud(), seeds=(0,))
    load(resumed, tmp_path / "c.ckpt")
    for m in (run, resumed):
        m.critic_step()
        m.critic_step()
        m.generator_step()
    assert same(weights(run), weights(resumed))


def test_fakes_dealt_before_a_checkpoint_was_loaded_are_not_used(tmp_path):
    """Two matches at the same step, but by another order of steps: their generators differ."""
    here, there = (start(small_config(), cloud(), seeds=(0,)) for _ in range(2))
    here.iterate()
    here.critic_step()  # deals the fakes of both steps of iteration 1
    there.generator_step()
    there.critic_step()
    there.critic_step()
    there.critic_step()
    save(there, tmp_path / "c.ckpt")
    assert (here.iteration, here.turn) == (there.iteration, there.turn)
    load(here, tmp_path / "c.ckpt")
    here.critic_step()
    there.critic_step()
    assert same(weights(here), weights(there))


def test_a_critic_only_match_can_be_kept(tmp_path):
    run, resumed = (start(critic_only(), cloud(), y=cloud(at=1), seeds=(0,)) for _ in range(2))
    for _ in range(5):
        run.iterate()
    save(run, tmp_path / "c.ckpt")
    load(resumed, tmp_path / "c.ckpt")
    run.iterate()
    resumed.iterate()
    assert same(weights(run), weights(resumed))


def refused(run, path, message):
    before, state = weights(run), run.iteration
    with pytest.raises(CheckpointError, match=message):
        load(run, path)
    assert same(before, weights(run))
    assert run.iteration == state


def test_checkpoints_of_another_match_are_refused(tmp_path):
    path = tmp_path / "c.ckpt"
    save(start(small_config(), cloud(), seeds=(0, 1)), path)

    def other(config=None, x=None, seeds=(0, 1)):
        return start(config or small_config(), cloud() if x is None else x, seeds=seeds)

    refused(other(small_config(lr=0.1)), path, r"another run: lr is 0.005 there and 0.1 here$")
    clipped = other(small_config(constraint=Clip(0.1)))
    refused(clipped, path, "constraint is .*weight.* there and .*clip")
    refused(other(small_config(critic=MLP((2, 9, 1)))), path, "critic is .* there")
    refused(other(x=cloud(seed=1)), path, "data is .* there")
    refused(other(seeds=(0, 2)), path, r"has the seeds \[0, 1\], but the run has \[0, 2\]")


def test_saving_is_complete_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "c.ckpt"
    run = start(small_config(), cloud(), seeds=(0,))
    save(run, path)
    before = path.read_bytes()

    def broken(descriptor):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="disk full"):
        save(run, path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["c.ckpt"]


def test_settings_are_json_and_name_everything():
    settings = start(small_config(constraint=Clip((0.1, 0.2))), cloud(), seeds=(0, 1)).settings()
    back = json.loads(json.dumps(settings))
    assert set(back) == {f.name for f in dataclasses.fields(Config)} | {"data"}
    assert back["constraint"] == {"name": "clip", "c": [0.1, 0.2]}
    assert back["data"]["x"] == [200, 2]
    assert back["critic"]["widths"] == [2, 8, 8, 1]
    assert back["objective"] == "wasserstein"
    energy = start(energy_config(pretraining=3), cloud(), seeds=(0,))
    back = json.loads(json.dumps(energy.settings()))
    assert back["critic"] == {
        "name": "Autoencoder",
        "widths": [2, 8, 2],
        "activation": "relu",
        "init": "he",
    }
    assert back["objective"] == {"name": "energy", "margin": 0.5, "pull_away": 0.1}
    assert back["pretraining"] == 3


# Refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"objective": "wgan"}, "unknown objective 'wgan'; known: minimax, .*, loss_sensitive"),
        ({"constraint": "gp"}, "unknown constraint 'gp'; known: free, clip, penalty"),
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'; known: adam, rmsprop"),
        ({"latent": "cauchy"}, "unknown latent 'cauchy'; known: normal, uniform"),
        ({"batch": 0}, "batch must be at least 1, got 0"),
        ({"n_critic": 0}, "n_critic must be at least 1, got 0"),
        ({"iterations": 0}, "iterations must be at least 1, got 0"),
        ({"lr": 0.0}, "lr must be finite and above 0, got 0.0"),
        ({"lr": float("inf")}, "lr must be finite and above 0, got inf"),
        ({"betas": (0.0, 1.0)}, r"betas and average must be in \[0, 1\), got \(0.0, 1.0\)"),
        ({"average": 1.0}, r"betas and average must be in \[0, 1\)"),
        ({"critic": MLP((2, 8, 2))}, r"a critic gives one number, but it has 2: MLP\("),
        ({"noise": -0.1}, "noise must be finite and at least 0, got -0.1"),
        ({"noise": float("nan")}, "noise must be finite and at least 0, got nan"),
        ({"objective": Energy(pull_away=0.1)}, r"at least 2 code dimensions .* got MLP\("),
        (
            {"objective": Energy(pull_away=0.1), "critic": Autoencoder((2, 8, 1))},
            r"at least 2 code dimensions .* got Autoencoder\(",
        ),
        (
            {"objective": Energy(pull_away=0.1), "critic": Autoencoder((2, 2)), "batch": 1},
            "needs a batch of at least 2, got 1",
        ),
        ({"generator": MLP((3, 4))}, "makes samples of 4 dimensions .*, but the critic takes 2"),
    ],
)
def test_games_that_make_no_sense_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        small_config(**changes)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (cloud(dim=3), r"x has 3 dimensions \(shape \(200, 3\)\), but the network takes 2"),
        (np.zeros((3, 5, 2)), r"x holds data for 3 seeds .* but there are 2$"),
        (np.zeros(5), r"x must be \(N, d\) or \(S, N, d\) and not empty, got \(5,\)"),
        (np.zeros((0, 2)), "not empty"),
        (np.array([[0.0, np.nan], [np.inf, 1.0]]), "x must be finite, but 2 of 4 values are NaN"),
    ],
)
def test_data_that_does_not_fit_is_refused(x, message):
    with pytest.raises(ValueError, match=message):
        start(small_config(), x, seeds=(0, 1))
    with pytest.raises(ValueError, match=message.replace("x ", "y ", 1)):
        start(critic_only(), cloud(), y=x, seeds=(0, 1))


@pytest.mark.parametrize("seeds", [(), (-1, 0)])
def test_seeds_that_make_no_sense_are_refused(seeds):
    with pytest.raises(ValueError, match="seeds must be integers of at least 0"):
        start(small_config(), cloud(), seeds=seeds)


def test_fakes_come_from_a_generator_or_are_given_but_not_both():
    with pytest.raises(ValueError, match="without a generator needs the fixed fakes"):
        start(critic_only(), cloud(), seeds=(0,))
    with pytest.raises(ValueError, match="exclude each other"):
        start(small_config(), cloud(), y=cloud(), seeds=(0,))


def test_the_data_is_copied():
    x = cloud()
    run, other = start(small_config(), x, seeds=(0,)), start(small_config(), x.copy(), seeds=(0,))
    x[:] = 100.0
    run.iterate()
    other.iterate()
    assert same(weights(run), weights(other))
    tensor = torch.tensor(cloud())
    kept = start(small_config(), tensor, seeds=(0,))
    tensor.zero_()
    assert kept.x.abs().max() > 1


# Other devices -------------------------------------------------------------------------------


@pytest.mark.gpu
@pytest.mark.parametrize("kind", ["cuda", "mps"])
def test_other_devices_play_the_same_game_from_the_same_draws(kind, tmp_path, monkeypatch):
    there = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available}[kind]
    if not there():
        pytest.skip(f"NOT TESTED: this machine has no {kind} device")
    monkeypatch.setattr(draws, "source_for", lambda device: torch.device("cpu"))
    here, away = (start(small_config(), cloud(), seeds=(0, 1), device=d) for d in ("cpu", kind))
    for _ in range(10):
        here.iterate()
        away.iterate()
    np.testing.assert_allclose(
        numbers(here.measure()), numbers(away.measure()), rtol=2e-2, atol=1e-3
    )
    save(away, tmp_path / "c.ckpt")
    load(here, tmp_path / "c.ckpt")
    np.testing.assert_allclose(here.fakes(5), away.fakes(5), rtol=1e-3, atol=1e-4)


# Captured iterations ---------------------------------------------------------------------------

KINDS_OF_CONFIG = {
    "penalty": {},
    "clip, rmsprop": {"constraint": Clip(0.1), "optimiser": "rmsprop"},
    "a strength per game": {"constraint": GradientPenalty((0.1, 10.0))},
    "one-sided, tanh": {
        "critic": MLP((2, 8, 8, 1), "tanh"),
        "constraint": GradientPenalty(rule="one_sided"),
    },
    "nonsaturating": {"objective": "nonsaturating", "constraint": Free(), "latent": "uniform"},
    "critic alone": {"generator": None},
    "energy, pull-away": {
        "critic": Autoencoder((2, 8, 2)),
        "objective": Energy(pull_away=0.1),
        "constraint": GradientPenalty(1.0, "zero_centred"),
    },
    "loss-sensitive": {"objective": LossSensitive(2.0, 0.5), "constraint": Clip(0.5)},
    "smoothed, noise": {
        "objective": NonSaturating(0.1),
        "constraint": Free(),
        "noise": 0.3,
        "noise_decay": True,
    },
    "critic alone, noise": {"generator": None, "noise": 0.3},
}


class Called:
    """What stands for a CUDA graph where there is none: it calls what was recorded."""

    def __init__(self, call):
        self.replay = call


def captured_run(changes, monkeypatch):
    """A match whose iterations go through the replay's buffers, without CUDA."""
    monkeypatch.setattr(captured, "aside", lambda call, device: call())
    monkeypatch.setattr(captured, "captured", lambda call, device: Called(call))
    config = small_config(**changes)
    fixed = cloud(at=1.0, seed=1) if config.generator is None else None
    plain = start(config, cloud(), seeds=(0, 1), y=fixed)
    replayed = start(config, cloud(), seeds=(0, 1), y=fixed)
    replayed.capture = True
    return plain, replayed


@pytest.mark.parametrize("kind", KINDS_OF_CONFIG)
def test_replayed_iterations_are_the_iterations(kind, monkeypatch):
    plain, replayed = captured_run(KINDS_OF_CONFIG[kind], monkeypatch)
    *_, a = play(plain)
    *_, b = play(replayed)
    assert replayed._captured.graph is not None
    assert (replayed.iteration, replayed.turn) == (plain.iteration, plain.turn)
    assert same(weights(plain), weights(replayed))
    np.testing.assert_array_equal(numbers(a), numbers(b))


def test_a_captured_run_can_be_stepped_by_hand_and_loaded(monkeypatch, tmp_path):
    plain, replayed = captured_run({}, monkeypatch)
    for run in (plain, replayed):
        for _ in range(5):
            run.iterate()
        run.critic_step()  # out of turn: the rest of the match is played step by step
        run.iterate()
    assert same(weights(plain), weights(replayed))
    save(plain, tmp_path / "c.ckpt")
    for _ in range(3):
        plain.iterate()
    load(replayed, tmp_path / "c.ckpt")
    assert replayed._captured is None, "a graph is bound to what loading replaced"
    for _ in range(3):
        replayed.iterate()
    assert same(weights(plain), weights(replayed))


def test_capture_without_cuda_is_refused():
    with pytest.raises(ValueError, match=r"capture=True needs a CUDA device.* on cpu"):
        start(small_config(), cloud(), seeds=(0,), capture=True)


@pytest.mark.gpu
@pytest.mark.parametrize("kind", KINDS_OF_CONFIG)
def test_captured_and_eager_agree_on_cuda(kind):
    if not torch.cuda.is_available():
        pytest.skip("NOT TESTED: this machine has no cuda device")
    config = small_config(iterations=100, **KINDS_OF_CONFIG[kind])
    y = cloud(at=1.0, seed=1) if config.generator is None else None
    eager, replayed = (
        start(config, cloud(), seeds=(0, 1), y=y, device="cuda", capture=c) for c in (False, True)
    )
    *_, a = play(eager)
    *_, b = play(replayed)
    assert replayed._captured.graph is not None
    np.testing.assert_allclose(numbers(a), numbers(b), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(
        eager.score(cloud(50)), replayed.score(cloud(50)), rtol=1e-4, atol=1e-5
    )


@pytest.mark.gpu
def test_a_step_does_not_wait_for_the_gpu():
    if not torch.cuda.is_available():
        pytest.skip("NOT TESTED: this machine has no cuda device")
    config = small_config(constraint=GradientPenalty((1.0, 2.0)))
    run = start(config, cloud(), seeds=(0, 1), device="cuda", capture=False)
    run.iterate()
    torch.cuda.set_sync_debug_mode("error")
    try:
        run.iterate()
    finally:
        torch.cuda.set_sync_debug_mode("default")


# The layer -------------------------------------------------------------------------------------


def test_every_constraint_is_one():
    assert all(isinstance(get(name), Constraint) for name in ("free", "clip", "penalty"))
    assert objectives.get(Config(MLP((1, 1))).objective) is objectives.wasserstein
