"""A run of flows: one step written out, seeds, couplings, looks, refusals."""

import numpy as np
import pytest
import torch

from gantutor import flows, metrics
from gantutor.distributions import Ring
from gantutor.flows import Config, Diffusion, FlowMatching, optimal_order, time_features
from gantutor.nets import MLP
from gantutor.training import CHUNK, play

X = Ring(std=0.1).sample(500, 0)
PROCESSES = [FlowMatching(), FlowMatching("optimal", 4, "euler"), Diffusion(25)]
every_process = pytest.mark.parametrize("process", PROCESSES, ids=str)


def config(**changes):
    settings = {"network": MLP((6, 8, 2)), "frequencies": 2, "batch": 16, "iterations": 40}
    return Config(**(settings | changes))


def start(made, x=X, seeds=(0, 1), **more):
    return flows.start(made, x, seeds=seeds, device="cpu", **more)


@every_process
def test_an_iteration_is_the_algorithm_written_out(process):
    made = config(process=process, decay=False)
    run = start(made, seeds=(7,))
    network = run.network.member(0)
    optimiser = torch.optim.Adam(network.parameters(), lr=made.lr, betas=made.betas)
    for i in range(CHUNK + 2):
        drawn = run.draws(i)
        t = process.times(drawn.u)
        point, target = process.mixed(run.x[drawn.rows], drawn.z, t)
        told = network(torch.cat((point, time_features(t, 2)), -1)[0])
        optimiser.zero_grad()
        (told - target[0]).square().sum(-1).mean().backward()
        optimiser.step()
        run.iterate()
    for p, q in zip(run.network.member(0).parameters(), network.parameters(), strict=True):
        torch.testing.assert_close(p, q, rtol=1e-3, atol=1e-4)


def test_noise_comes_in_the_order_of_the_plan_and_is_the_same_noise():
    mixed, paired = (start(config(process=FlowMatching(c))) for c in ("independent", "optimal"))
    for i in (0, 1, CHUNK):
        a, b = mixed.draws(i), paired.draws(i)
        assert torch.equal(a.rows, b.rows)
        x = paired.x[b.rows]
        identity = torch.arange(16).expand(2, -1)
        assert torch.equal(optimal_order(x, b.z), identity)
        assert not torch.equal(optimal_order(x, a.z), identity)
        for s in range(2):
            assert torch.equal(a.z[s].sort(0).values, b.z[s].sort(0).values)


@every_process
def test_a_seed_in_a_batch_is_the_seed_alone(process):
    made = config(process=process)
    together, alone = start(made, seeds=(3, 5, 8)), start(made, seeds=(5,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    close = {"rtol": 1e-3, "atol": 1e-3}
    np.testing.assert_allclose(together.fakes(9)[1], alone.fakes(9)[0], **close)
    np.testing.assert_allclose(together.measure()["loss"][1], alone.measure()["loss"][0], **close)


def test_it_learns_the_ring_and_the_exact_velocity():
    made = config(network=MLP((10, 48, 48, 2)), frequencies=4, batch=128, iterations=700, lr=1e-2)
    run = start(made)
    w1 = metrics.w1_measure(X, n=200)
    before = w1(run)
    *_, _ = play(run, every=700)
    assert (w1(run) < 0.35 * before).all()
    ring = Ring(std=0.1)
    exact = flows.GaussianMixture(ring.centres, np.tile(0.01 * np.eye(2), (8, 1, 1)))
    z = np.random.default_rng(1).normal(size=(500, 2))
    between = 0.5 * (z + ring.sample(500, 2))
    best = exact.velocity(between, 0.5)
    off = np.square(run.predict(between, 0.5) - best).sum(-1).mean(-1)
    assert (off < 0.15 * np.square(best).sum(-1).mean()).all()


@every_process
def test_samples_come_from_one_fixed_noise(process):
    run = start(config(process=process))
    assert run.fakes(20).shape == (2, 20, 2)
    np.testing.assert_array_equal(run.fakes(20), run.fakes(20))
    assert np.abs(run.fakes(20) - run.fakes(20, seed=1)).max() > 0


def test_samples_by_another_number_of_steps():
    run = start(config())
    same = run.fakes(5, process=FlowMatching(steps=10))
    np.testing.assert_array_equal(run.fakes(5), same)
    assert np.abs(run.fakes(5, process=FlowMatching(steps=1)) - same).max() > 1e-4
    with pytest.raises(ValueError, match=r"trained for FlowMatching.* cannot sample by Diffusion"):
        run.fakes(5, process=Diffusion())


def test_what_is_told_is_the_network_at_that_time():
    run, at = start(config()), np.random.default_rng(3).normal(size=(4, 2)).astype(np.float32)
    features = time_features(torch.full((4, 1), 0.25), 2)
    for s in range(2):
        with torch.no_grad():
            expected = run.averaged.member(s)(torch.cat((torch.tensor(at), features), -1))
        np.testing.assert_allclose(run.predict(at, 0.25)[s], expected, rtol=1e-5, atol=1e-6)
    with pytest.raises(ValueError, match=r"t must be between 0 and 1, got 1\.5"):
        run.predict(at, 1.5)
    with pytest.raises(ValueError, match=r"points must be \(n, 2\) or \(S, n, 2\), got \(4,\)"):
        run.predict(at[:, 0], 0.5)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"network": MLP((5, 2))}, "must take 2 and 4 of the time, 6 in all, but it takes 5"),
        ({"network": MLP((6, 2), output="sigmoid")}, "the network's output is bounded"),
        ({"frequencies": 0}, "frequencies must be at least 1, got 0"),
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'"),
        ({"lr": 0.0}, "lr must be finite and above 0"),
    ],
)
def test_configurations_that_make_no_sense_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        config(**changes)


def test_data_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"x has 3 dimensions .* samples of the network have 2"):
        start(config(), np.zeros((5, 3)))
