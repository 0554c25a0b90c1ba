"""Flow matching and diffusion against closed forms: velocities, scores, samplers, couplings."""

import numpy as np
import ot
import pytest
import torch
from scipy.integrate import solve_ivp

from gantutor.flows import (
    Diffusion,
    FlowMatching,
    GaussianMixture,
    euler,
    heun,
    optimal_order,
    time_features,
)

MEAN = np.array([1.0, -2.0])
COVARIANCE = np.array([[2.0, 0.6], [0.6, 0.5]])
GAUSSIAN = GaussianMixture(MEAN[None], COVARIANCE[None])
TWO = GaussianMixture(np.array([[-2.0], [2.0]]), np.array([[[0.25]], [[1.0]]]))


def samples_of(law, n, seed):
    rng = np.random.default_rng(seed)
    part = rng.integers(len(law.means), size=n)
    roots = np.linalg.cholesky(law.covariances)
    noise = rng.normal(size=(n, law.means.shape[1]))
    return law.means[part] + np.einsum("nij,nj->ni", roots[part], noise)


def as_torch(law, what):
    """An exact answer as what the solvers take."""
    return lambda p, t: torch.tensor(np.stack([what(one.numpy(), t) for one in p]))


# What the best network tells --------------------------------------------------------------------


@pytest.mark.parametrize("law", [GAUSSIAN, TWO], ids=["one", "two"])
@pytest.mark.parametrize("t", [0.0, 0.3, 0.9])
def test_the_velocity_is_the_regression_of_the_target_on_the_point(law, t):
    """Least squares on many pairs: no function of the point does better, so residuals are 0."""
    n = 200_000
    x, z = samples_of(law, n, 0), np.random.default_rng(1).normal(size=(n, law.means.shape[1]))
    point, target = FlowMatching().mixed(*(torch.tensor(v) for v in (x, z)), torch.full((n, 1), t))
    left = target.numpy() - law.velocity(point.numpy(), t)
    for feature in (np.ones(n), point[:, 0].numpy(), np.sin(3 * point[:, 0].numpy())):
        product = left * feature[:, None]
        assert (np.abs(product.mean(0)) < 4.5 * product.std(0) / np.sqrt(n)).all()


@pytest.mark.parametrize("law", [GAUSSIAN, TWO], ids=["one", "two"])
@pytest.mark.parametrize("level", [1, 12, 30])
def test_the_noise_is_the_regression_of_the_noise_on_the_point(law, level):
    n, process = 200_000, Diffusion(30)
    x, z = samples_of(law, n, 2), np.random.default_rng(3).normal(size=(n, law.means.shape[1]))
    t = torch.full((n, 1), level / 30, dtype=torch.float64)
    point, target = process.mixed(torch.tensor(x), torch.tensor(z), t)
    left = target.numpy() - law.noise(point.numpy(), level, process)
    for feature in (np.ones(n), point[:, 0].numpy(), np.sin(3 * point[:, 0].numpy())):
        product = left * feature[:, None]
        assert (np.abs(product.mean(0)) < 4.5 * product.std(0) / np.sqrt(n)).all()


def test_the_flow_of_a_gaussian_is_affine_and_ends_at_the_gaussian():
    """v is affine in x, so dm/dt and dA/dt are a small system, solved here by SciPy."""
    one = np.eye(2)

    def moving(t, state):
        A, m = state[:4].reshape(2, 2), state[4:]
        moved = GAUSSIAN.velocity(np.concatenate([A.T + m, m[None]]), t)
        return np.concatenate([(moved[:2] - moved[2]).T.ravel(), moved[2]])

    end = solve_ivp(
        moving, (0, 1), np.concatenate([one.ravel(), np.zeros(2)]), rtol=1e-9, atol=1e-9
    ).y[:, -1]
    A, m = end[:4].reshape(2, 2), end[4:]
    np.testing.assert_allclose(m, MEAN, atol=1e-6)
    np.testing.assert_allclose(A @ A.T, COVARIANCE, atol=1e-6)


def test_a_mixture_of_equal_parts_is_its_part():
    twice = GaussianMixture(np.stack([MEAN] * 2), np.stack([COVARIANCE] * 2))
    at = np.random.default_rng(4).normal(size=(20, 2))
    np.testing.assert_allclose(twice.velocity(at, 0.4), GAUSSIAN.velocity(at, 0.4))
    np.testing.assert_allclose(twice.noise(at, 3, Diffusion()), GAUSSIAN.noise(at, 3, Diffusion()))


def test_the_noise_is_minus_the_root_times_the_score():
    process, level, h = Diffusion(30), 9, 1e-5
    kept = process.kept[level - 1]

    def log_density(x):
        spread = kept * TWO.covariances[:, 0, 0] + 1 - kept
        off = x[:, None] - np.sqrt(kept) * TWO.means[:, 0]
        return np.log((np.exp(-0.5 * off**2 / spread) / np.sqrt(spread)).sum(1))

    x = np.linspace(-3, 3, 13)
    score = (log_density(x + h) - log_density(x - h)) / (2 * h)
    np.testing.assert_allclose(
        TWO.noise(x[:, None], level, process)[:, 0], -np.sqrt(1 - kept) * score, atol=1e-7
    )


# Samplers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("solver", "order"), [(euler, 1), (heun, 2)])
def test_the_error_of_a_solver_falls_by_its_order(solver, order):
    z = torch.tensor(np.random.default_rng(5).normal(size=(1, 50, 2)))
    velocity = as_torch(GAUSSIAN, GAUSSIAN.velocity)
    exact = heun(velocity, z, 800)
    errors = [(solver(velocity, z, k) - exact).norm().item() for k in (20, 40, 80)]
    rates = np.log2(np.array(errors[:-1]) / errors[1:])
    np.testing.assert_allclose(rates, order, atol=0.25)


def test_along_straight_lines_one_step_is_exact():
    target = torch.randn(1, 7, 2, generator=torch.Generator().manual_seed(0))
    z = torch.zeros(1, 7, 2)
    torch.testing.assert_close(euler(lambda p, t: target - z, z, 1), target)


def ends_of_sampling(law, steps):
    """Mean and variance of ancestral sampling with the exact noise of a Gaussian on the line.

    Each step is affine: one pass without noise, one from z = 1, and one with each noise alone, all
    side by side, say it exactly.
    """
    process = Diffusion(steps)
    levels = torch.arange(steps + 1)  # of each pass: 0 is for no noise, 1 for z

    def told(p, t):
        return torch.tensor(law.noise(p[0].numpy(), round(t * steps), process))[None]

    start = (levels == 1).double()[None, :, None]
    alone = process.sample(told, start, lambda k: (levels == k).double()[None, :, None])
    mean, *ends = alone[0, :, 0].numpy()
    return mean, np.square(ends - mean).sum()


def test_ancestral_sampling_of_a_gaussian_ends_near_it_and_nearer_with_more_steps():
    law = GaussianMixture(np.array([[1.5]]), np.array([[[0.3]]]))
    ends = [ends_of_sampling(law, steps) for steps in (25, 50, 100)]
    np.testing.assert_allclose([mean for mean, _ in ends], 1.5, atol=1e-3)
    off = [abs(variance - 0.3) for _, variance in ends]
    assert off[0] > 1.5 * off[1] > 2.25 * off[2]
    assert off[1] < 0.03


def test_the_levels_of_diffusion_are_those_of_the_product():
    process = Diffusion(20, last=15.0)
    x, z = torch.ones(20, 1).double(), torch.zeros(20, 1).double()
    t = (torch.arange(1, 21) / 20)[:, None].double()
    point, target = process.mixed(x, z, t)
    np.testing.assert_allclose(point[:, 0].square(), process.kept, rtol=1e-6)
    assert torch.equal(target, z)
    point, _ = process.mixed(z, x, t)
    np.testing.assert_allclose(point[:, 0].square(), 1 - process.kept, rtol=1e-6)
    assert process.kept[-1] < 1e-3, "the last level is noise"
    u = torch.tensor([0.0, 0.049, 0.05, 0.9999, 1.0 - 2**-24])
    torch.testing.assert_close(process.times(u), torch.tensor([1, 1, 2, 20, 20]) / 20)


def test_flow_matching_goes_from_noise_to_samples():
    x, z = torch.randn(2, 5, 3), torch.randn(2, 5, 3)
    for t, expected in ((0.0, z), (1.0, x)):
        point, target = FlowMatching().mixed(x, z, torch.full((2, 5, 1), t))
        torch.testing.assert_close(point, expected)
        torch.testing.assert_close(target, x - z)


@pytest.mark.parametrize(
    ("process", "calls"),
    [(FlowMatching(steps=7), 14), (FlowMatching(steps=7, solver="euler"), 7), (Diffusion(30), 30)],
)
def test_calls_are_counted(process, calls):
    seen = []

    def predict(p, t):
        seen.append(t)
        return torch.zeros_like(p)

    process.sample(predict, torch.zeros(1, 2, 2), lambda k: torch.zeros(1, 2, 2))
    assert len(seen) == calls == process.calls


# Couplings and times -----------------------------------------------------------------------------


def test_the_order_is_pots_plan():
    rng = np.random.default_rng(6)
    x, z = (torch.tensor(rng.normal(size=(3, 12, 2))) for _ in range(2))
    order = optimal_order(x, z)
    for s in range(3):
        C = ot.dist(x[s].numpy(), z[s].numpy())
        plan = ot.emd([], [], C)
        assert np.trace(C[:, order[s]]) / 12 == pytest.approx((plan * C).sum())
        assert sorted(order[s].tolist()) == list(range(12))
    with pytest.raises(ValueError, match="one shape"):
        optimal_order(x, z[:, :5])


def test_time_features_tell_all_times_apart():
    t = torch.linspace(0, 1, 101)[:, None]
    found = time_features(t, 3)
    assert found.shape == (101, 6)
    torch.testing.assert_close(found[:, 0], torch.cos(torch.pi * t[:, 0]))
    torch.testing.assert_close(found[:, 5], torch.sin(3 * torch.pi * t[:, 0]))
    assert torch.cdist(found, found).add(torch.eye(101)).min() > 0.02


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: FlowMatching("nearest"), "unknown coupling 'nearest'; known: independent, opt"),
        (lambda: FlowMatching(solver="rk4"), "unknown solver 'rk4'; known: euler, heun"),
        (lambda: FlowMatching(steps=0), "steps must be at least 1, got 0"),
        (lambda: Diffusion(1), "steps must be at least 2, got 1"),
        (lambda: Diffusion(10), "0 < first ≤ last < steps = 10, got 0.1 and 20.0"),
        (lambda: Diffusion(50, 0.0), "got 0.0 and 20.0"),
        (lambda: GaussianMixture(MEAN[None], COVARIANCE[None] * np.nan), "must be finite"),
        (lambda: GaussianMixture(MEAN[None], -COVARIANCE[None]), "eigenvalues above 0"),
        (lambda: GAUSSIAN.noise(MEAN[None], 51, Diffusion(50)), "between 1 and 50, got 51"),
    ],
)
def test_what_makes_no_sense_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
