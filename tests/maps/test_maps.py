"""Neural optimal maps: the closed form of Gaussians, one step written out, refusals."""

import numpy as np
import ot
import pytest
import torch

from gantutor import maps
from gantutor.maps import Config, gaussian_map
from gantutor.metrics import gaussian_frechet
from gantutor.nets import MLP
from gantutor.training import CHUNK, play

MEAN = np.array([1.0, -0.5])
COVARIANCE = np.array([[1.5, 0.6], [0.6, 0.5]])
X = np.random.default_rng(0).multivariate_normal(MEAN, COVARIANCE, 4000)


def config(**changes):
    settings = {"map": MLP((2, 8, 2)), "potential": MLP((2, 8, 1)), "n_map": 2, "batch": 16}
    return Config(**(settings | {"iterations": 40} | changes))


def start(made, x=X, seeds=(0, 1), **more):
    return maps.start(made, x, seeds=seeds, device="cpu", **more)


def test_the_gaussian_map_is_pots_and_its_cost_the_frechet_distance():
    exact = gaussian_map(MEAN, COVARIANCE)
    A, b = ot.gaussian.bures_wasserstein_mapping(np.zeros(2), MEAN, np.eye(2), COVARIANCE)
    np.testing.assert_allclose(exact.root, A, atol=1e-9)
    np.testing.assert_allclose(exact.mean, np.ravel(b), atol=1e-9)
    half = 0.5 * gaussian_frechet(np.zeros(2), np.eye(2), MEAN, COVARIANCE)
    assert exact.cost == pytest.approx(half)
    z = np.random.default_rng(1).normal(size=(200_000, 2))
    moved = exact(z)
    np.testing.assert_allclose(np.cov(moved.T), COVARIANCE, atol=0.02)
    assert 0.5 * np.square(moved - z).sum(1).mean() == pytest.approx(exact.cost, rel=0.02)


def test_no_other_pairing_of_the_same_points_is_cheaper():
    """What makes it optimal: any other way to send the same z to the same places costs more."""
    z = np.random.default_rng(2).normal(size=(60, 2))
    y = gaussian_map(MEAN, COVARIANCE)(z)
    plan = ot.emd([], [], ot.dist(z, y))
    np.testing.assert_allclose(plan, np.eye(60) / 60, atol=1e-12)


def test_what_is_no_covariance_is_refused():
    for bad in (COVARIANCE[:1], np.array([[1.0, 0.5], [0.2, 1.0]])):
        with pytest.raises(ValueError, match="symmetric covariance"):
            gaussian_map(MEAN, bad)
    with pytest.raises(ValueError, match="no negative eigenvalue"):
        gaussian_map(MEAN, -COVARIANCE)


def test_an_iteration_is_the_algorithm_written_out():
    made = config(decay=False)
    run = start(made, seeds=(7,))
    T, f = run.map.member(0), run.potential.member(0)
    both = [
        torch.optim.Adam(network.parameters(), lr=made.lr, betas=made.betas) for network in (T, f)
    ]
    for i in range(CHUNK + 2):
        drawn = run.draws(i)
        for k in range(2):
            z = drawn.z[k, 0]
            loss = 0.5 * (z - T(z)).square().sum(-1).mean() - f(T(z)).mean()
            both[0].zero_grad()
            loss.backward()
            both[0].step()
        loss = f(T(drawn.z[2, 0]).detach()).mean() - f(run.x[drawn.rows[0]]).mean()
        both[1].zero_grad()
        loss.backward()
        both[1].step()
        run.iterate()
    for batched, alone in ((run.map, T), (run.potential, f)):
        for p, q in zip(batched.member(0).parameters(), alone.parameters(), strict=True):
            torch.testing.assert_close(p, q, rtol=2e-3, atol=2e-4)


def test_it_finds_the_map_of_gaussians():
    made = config(
        map=MLP((2, 32, 2)), potential=MLP((2, 32, 32, 1)), n_map=3, batch=128,
        iterations=300, lr=5e-3,
    )  # fmt: skip
    run, exact = start(made), gaussian_map(MEAN, COVARIANCE)
    z = np.random.default_rng(3).normal(size=(500, 2))

    def off():
        return np.square(run.moved(z) - exact(z)).sum(-1).mean(-1) / np.trace(COVARIANCE)

    before = off()
    *_, last = play(run, every=300)
    assert (before > 0.5).all()
    assert (off() < 0.06).all()
    np.testing.assert_allclose(last["cost"], exact.cost, rtol=0.25)
    np.testing.assert_allclose(last["dual"], last["cost"] + last["gap"], rtol=1e-5)


def test_a_seed_in_a_batch_is_the_seed_alone():
    together, alone = start(config(), seeds=(3, 5, 8)), start(config(), seeds=(5,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    close = {"rtol": 1e-3, "atol": 1e-4}
    np.testing.assert_allclose(together.fakes(9)[1], alone.fakes(9)[0], **close)
    for name, values in alone.measure().items():
        np.testing.assert_allclose(together.measure()[name][1], values[0], **close)


def test_each_step_has_noise_of_its_own():
    drawn = start(config()).draws(0)
    assert drawn.z.shape == (3, 2, 16, 2)
    flat = drawn.z.flatten()
    assert len(flat.unique()) == flat.numel()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"map": MLP((3, 8, 2))}, "from d to d dimensions, but this one goes from 3 to 2"),
        ({"potential": MLP((3, 8, 1))}, "each point of 2 dimensions, but it goes from 3 to 1"),
        ({"potential": MLP((2, 8, 2))}, "but it goes from 2 to 2"),
        ({"n_map": 0}, "n_map must be at least 1, got 0"),
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'"),
    ],
)
def test_configurations_that_make_no_sense_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        config(**changes)


def test_points_that_do_not_fit_are_refused():
    run = start(config())
    with pytest.raises(ValueError, match="z has 3 dimensions"):
        run.moved(np.zeros((4, 3)))
    with pytest.raises(ValueError, match="samples of the map have 2"):
        start(config(), np.zeros((5, 3)))
