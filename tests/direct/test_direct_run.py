"""A run of generators without a critic: one step written out, seeds, looks, refusals."""

import numpy as np
import pytest
import torch

from gantutor import direct, metrics
from gantutor.direct import Config, Energy, Sinkhorn, Sliced
from gantutor.distributions import Ring
from gantutor.nets import MLP
from gantutor.training import CHUNK, play

X = Ring(std=0.1).sample(500, 0)


def config(**changes):
    settings = {"generator": MLP((3, 8, 2)), "batch": 16, "iterations": 40}
    return Config(**(settings | changes))


def start(made, x=X, seeds=(0, 1), **more):
    return direct.start(made, x, seeds=seeds, device="cpu", **more)


@pytest.mark.parametrize("distance", [Sliced(5), Sinkhorn(0.3, 5), Energy()], ids=str)
def test_an_iteration_is_the_algorithm_written_out(distance):
    made = config(distance=distance, decay=False, average=0.9)
    run = start(made, seeds=(7,))
    generator, averaged = (run.generator.member(0) for _ in range(2))
    optimiser = torch.optim.Adam(generator.parameters(), lr=made.lr, betas=made.betas)
    for i in range(CHUNK + 2):
        drawn = run.draws(i)
        y = generator(drawn.z[0])
        loss = distance.between(run.x[drawn.rows], y[None], drawn.directions)
        optimiser.zero_grad()
        loss.sum().backward()
        optimiser.step()
        with torch.no_grad():
            for kept, new in zip(averaged.parameters(), generator.parameters(), strict=True):
                kept.mul_(0.9).add_(new, alpha=0.1)
        run.iterate()
    for batched, alone in ((run.generator, generator), (run.averaged, averaged)):
        for p, q in zip(batched.member(0).parameters(), alone.parameters(), strict=True):
            torch.testing.assert_close(p, q, rtol=1e-3, atol=1e-4)


def test_directions_are_unit_vectors_of_every_seed():
    run = start(config(distance=Sliced(400)))
    theta = run.draws(0).directions
    assert theta.shape == (2, 2, 400)
    torch.testing.assert_close(theta.norm(dim=1), torch.ones(2, 400))
    assert theta.mean(-1).abs().max() < 0.15
    assert not torch.equal(theta[0], theta[1])
    assert not torch.equal(theta, run.draws(1).directions)
    assert start(config(distance=Energy())).draws(0).directions.shape == (2, 2, 0)


def test_a_seed_in_a_batch_is_the_seed_alone():
    together, alone = start(config(), seeds=(3, 5, 8)), start(config(), seeds=(5,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    close = {"rtol": 1e-3, "atol": 1e-4}
    np.testing.assert_allclose(together.fakes(9)[1], alone.fakes(9)[0], **close)
    np.testing.assert_allclose(
        together.measure()["distance"][1], alone.measure()["distance"][0], **close
    )


@pytest.mark.parametrize("distance", [Sliced(), Sinkhorn(0.1, 10), Energy()], ids=str)
def test_it_learns_the_ring(distance):
    made = config(
        generator=MLP((2, 32, 32, 2)), distance=distance, batch=64, iterations=150, lr=1e-2
    )
    run = start(made)
    w1 = metrics.w1_measure(X, n=200)
    before = w1(run)
    *_, last = play(run, every=75)
    assert (w1(run) < 0.75 * before).all()
    assert np.isfinite(last["distance"]).all()


def test_data_for_each_seed_and_samples_from_one_fixed_z():
    x = np.stack([X, X + 5])
    run = start(config(), x)
    assert run.fakes(20).shape == (2, 20, 2)
    np.testing.assert_array_equal(run.fakes(20), run.fakes(20))
    assert np.abs(run.fakes(20) - run.fakes(20, seed=1)).max() > 0
    run.iterate()
    assert np.abs(run.fakes(20) - run.fakes(20, averaged=False)).max() > 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'"),
        ({"batch": 0}, "batch must be at least 1, got 0"),
        ({"lr": -1.0}, "lr must be finite and above 0, got -1.0"),
        ({"average": 1.0}, "betas and average must be"),
    ],
)
def test_configurations_that_make_no_sense_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        config(**changes)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.zeros((5, 3)), "x has 3 dimensions .* but the samples of the generator have 2"),
        (np.zeros((3, 5, 2)), "x holds data for 3 seeds"),
        (np.full((5, 2), np.nan), "x must be finite"),
        (np.zeros(5), r"x must be \(N, d\) or \(S, N, d\)"),
    ],
)
def test_data_that_do_not_fit_are_refused(x, message):
    with pytest.raises(ValueError, match=message):
        start(config(), x)
