"""Where the optimal plan sends fakes, against cases that are known; and the cosine of a critic."""

import numpy as np
import pytest
import torch

from gantutor import gan, metrics
from gantutor.metrics import cosine_measure, gradient_cosine, plan_directions
from gantutor.nets import MLP

RNG = np.random.default_rng(0)
CLOUD = RNG.normal(size=(60, 2))


def test_a_shifted_cloud_is_sent_back():
    np.testing.assert_allclose(
        plan_directions(CLOUD, CLOUD + np.array([30.0, 40.0])),
        np.tile([-0.6, -0.8], (60, 1)),
        atol=0.1,
    )
    np.testing.assert_allclose(plan_directions(CLOUD, CLOUD), 0, atol=1e-12)


def test_radial_laws_are_moved_along_the_radius():
    angle = 2 * np.pi * np.arange(40) / 40
    circle = np.stack([np.cos(angle), np.sin(angle)], 1)
    np.testing.assert_allclose(plan_directions(2 * circle, circle), circle, atol=1e-9)
    np.testing.assert_allclose(plan_directions(circle, 2 * circle), -circle, atol=1e-9)


def test_mass_that_is_torn_goes_the_mean_way():
    found = plan_directions([[1.0, 1.0], [1.0, -1.0]], [[0.0, 0.0]])
    np.testing.assert_allclose(found, [[1.0, 0.0]], atol=1e-12)
    assert (plan_directions([[1.0, 0.0], [-1.0, 0.0]], [[0.0, 0.0]]) == 0).all()


def test_the_cosine_is_the_mean_over_points_that_have_one():
    a, b = RNG.normal(size=(2, 3, 7, 4))
    norms = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    np.testing.assert_allclose(gradient_cosine(a, b), ((a * b).sum(-1) / norms).mean(-1))
    assert gradient_cosine(a[0], a[0]) == pytest.approx(1)
    assert gradient_cosine(a[0], -3 * a[0]) == pytest.approx(-1)
    a[0, 0] = 0
    expected = ((a * b).sum(-1)[0, 1:] / norms[0, 1:]).mean()
    assert gradient_cosine(a, b)[0] == pytest.approx(expected)
    assert np.isnan(gradient_cosine(0 * a[0], b[0]))
    with pytest.raises(ValueError, match="must have one shape"):
        gradient_cosine(a[0], b[0, :3])


def test_a_game_is_measured_by_its_own_critic():
    """A linear critic f = 3x₁ points along (1, 0) everywhere; the plan of a shift does, too."""
    config = gan.Config(critic=MLP((2, 1)), generator=None, iterations=2)
    run = gan.start(config, CLOUD + np.array([50, 0]), y=CLOUD, seeds=(0, 1), device="cpu")
    with torch.no_grad():
        run.critic.weights[0].copy_(torch.tensor([[[3.0], [0.0]], [[0.0], [-1.0]]]))
    found = cosine_measure(CLOUD + np.array([50, 0]), n=60)(run)
    np.testing.assert_allclose(found, [1, 0], atol=0.02)
    with torch.no_grad():
        run.critic.weights[0][1] = torch.nan
    found = cosine_measure(CLOUD + np.array([50, 0]), n=60)(run)
    assert found[0] == pytest.approx(1, abs=0.02)
    assert np.isnan(found[1])
    with pytest.raises(ValueError, match="n must be between 1 and the 60 samples of x, got 61"):
        cosine_measure(CLOUD, n=61)


def test_it_is_the_gradient_of_the_exact_potential():
    """Of the Lipschitz extension of the LP's potential, by differences, where mass is moved."""
    from gantutor.transport import cost_matrix, extend, solve

    x, y = CLOUD, CLOUD[::-1] * 0.5 + [3.0, 0.0]
    answer = solve(cost_matrix(x, y))
    # From the fakes' side: g rises towards them, so −g is the critic, high on real.
    way = plan_directions(x, y)
    h = 1e-3
    critic = [-extend(y + k * h * way, x, answer.f) for k in (1, 0)]
    np.testing.assert_allclose((critic[0] - critic[1]) / h, 1, atol=1e-6)
    assert metrics.gradient_cosine(way, way) == pytest.approx(1)
