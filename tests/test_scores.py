"""The best critic of each objective: closed forms, differences, the linear program, limits."""

from math import exp, inf, isnan, log, pi, sqrt

import numpy as np
import pytest
import scipy.sparse as sparse
from scipy.integrate import quad
from scipy.optimize import linprog, minimize_scalar
from scipy.stats import norm

from gantutor.distributions import (
    BlurredUniform,
    Dirac,
    Mixture,
    Normal,
    Uniform,
    blurred,
    two_bumps,
)
from gantutor.distributions.quadrature import integrate
from gantutor.divergences import (
    SCORES,
    critic_grid,
    energy_critic,
    energy_shift_gradient,
    generator_gradient,
    generator_gradient_of,
    loss_sensitive_critic,
    optimal_logit,
    smoothed_logit,
)
from gantutor.divergences.scores import node_masses
from gantutor.transport import w1_laws

REAL = Normal(0.0, 1.0)
PAIRS = [
    (REAL, Normal(1.0, 1.0)),
    (REAL, Normal(-3.0, 0.5)),
    (REAL, Normal(0.7, 2.0)),
    (two_bumps(), two_bumps().shift(1.3)),
    (blurred(Uniform(), 0.3), blurred(Uniform(0.5, 1.2), 0.3)),
]
DENSITIES = ("minimax", "nonsaturating", "least_squares")


def phi(x: float) -> float:
    return exp(-x * x / 2) / sqrt(2 * pi)


def over(Q, f) -> float:
    return integrate(lambda x: Q.pdf(x) * f(x), Q.breakpoints)


# Noise.


def test_normals_mixtures_and_points_are_blurred_exactly():
    assert blurred(Normal(2, 3), 4) == Normal(2, 5)
    assert blurred(Dirac(2), 0.5) == Normal(2, 0.5)
    assert blurred(two_bumps(3.0, 0.3), 0.4) == two_bumps(3.0, 0.5)
    assert blurred(Uniform(), 0.0) == Uniform()
    assert blurred(Mixture((1.0,), (Uniform(),)), 0.1).laws == (BlurredUniform(0, 1, 0.1),)
    assert blurred(blurred(Normal(0, 1), 2), 2) == Normal(0, 3)


@pytest.mark.parametrize("noise", [0.05, 0.3, 2.0])
def test_a_blurred_uniform_is_the_convolution(noise):
    law = blurred(Uniform(1.0, 3.0), noise)
    for x in (-1.0, 0.9, 1.0, 2.0, 2.9, 3.4, 6.0):
        near = [y for y in (x - 5 * noise, x, x + 5 * noise) if 1 < y < 3] or None
        p = quad(lambda y, x=x: 0.5 * norm.pdf(x, y, noise), 1, 3, points=near, epsabs=1e-14)[0]
        F = quad(lambda y, x=x: 0.5 * norm.cdf(x, y, noise), 1, 3, points=near, epsabs=1e-14)[0]
        assert law.pdf(x) == pytest.approx(p, rel=1e-8, abs=1e-13)
        assert law.cdf(x) == pytest.approx(F, abs=1e-10)
        assert law.cdf(x) + law.sf(x) == pytest.approx(1, abs=1e-15)
        step = 1e-5 * noise
        slope = (law.logpdf(x + step) - law.logpdf(x - step)) / (2 * step)
        assert law.score(x) == pytest.approx(slope, rel=1e-5, abs=1e-5)
    assert integrate(law.pdf, law.breakpoints) == pytest.approx(1, abs=1e-12)
    assert over(law, lambda x: (x - law.mean) ** 2) == pytest.approx(law.std**2, rel=1e-10)


def test_a_blurred_uniform_far_outside_and_its_quantiles():
    law = BlurredUniform(0.0, 1.0, 0.05)
    # Mills: the tail is that of the nearer end.
    assert law.logpdf(3.0) == pytest.approx(norm.logsf(40.0), rel=1e-9)
    assert law.score(3.0) == pytest.approx(-40.02 / 0.05, rel=1e-3)
    assert law.score(-2.0) == pytest.approx(-law.score(3.0), rel=1e-12)
    u = np.array([1e-12, 0.01, 0.5, 0.7, 1 - 1e-9])
    np.testing.assert_allclose(law.cdf(law.quantile(u)), u, rtol=1e-6)
    assert (law.quantile(0), law.quantile(1)) == (-inf, inf) == law.support
    draws = law.shift(2.0).sample(20_000, 0)
    assert draws.mean() == pytest.approx(2.5, abs=0.01)
    assert draws.std() == pytest.approx(law.std, rel=0.02)


def test_errors_of_noise():
    for noise in (-0.1, inf, float("nan")):
        with pytest.raises(ValueError, match="noise must be finite and at least 0"):
            blurred(REAL, noise)
    with pytest.raises(ValueError, match="above 0"):
        BlurredUniform(0, 1, 0.0)
    with pytest.raises(ValueError, match="low must be below high"):
        BlurredUniform(1, 1, 0.1)
    with pytest.raises(TypeError, match="no convolution"):
        blurred(blurred(Uniform(), 1.0), 1.0)


# Smoothed labels.


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 0.4])
def test_the_smoothed_discriminator_minimises_its_loss_at_every_point(smoothing):
    Q = Normal(1.5, 0.7)
    for x in (-1.0, 0.4, 1.5, 2.5):
        p, q = REAL.pdf(x), Q.pdf(x)

        def loss(f, p=p, q=q):
            real = (1 - smoothing) * np.logaddexp(0, -f) + smoothing * np.logaddexp(0, f)
            return p * real + q * np.logaddexp(0, f)

        best = minimize_scalar(loss, bracket=(-1, 1), tol=1e-12).x
        assert smoothed_logit(REAL, Q, x, smoothing) == pytest.approx(best, abs=1e-5)
        D = (1 - smoothing) * p / (p + q)
        assert smoothed_logit(REAL, Q, x, smoothing) == pytest.approx(log(D / (1 - D)), rel=1e-12)


def test_smoothing_bounds_the_logit_above_and_not_below():
    Q, x = Normal(4.0, 1.0), np.linspace(-30, 30, 9)
    logit = smoothed_logit(REAL, Q, x, 0.1)
    assert logit.max() <= log(9) + 1e-12
    assert logit[0] == pytest.approx(log(9), rel=1e-12)
    assert logit[-1] < -100
    np.testing.assert_array_equal(smoothed_logit(REAL, Q, x), optimal_logit(REAL, Q, x))
    ends = smoothed_logit(Uniform(), Uniform(2, 3), [0.5, 1.5, 2.5], 0.1)
    assert ends[0] == pytest.approx(log(9))
    assert isnan(ends[1])
    assert ends[2] == -inf


# Gradients.


def loss_of(objective: str, P, Q, x, smoothing: float):
    """The generator's loss of a fake at x, with the best critic for P and Q."""
    if objective == "least_squares":
        return 0.5 * (1 / (1 + np.exp(-optimal_logit(P, Q, x))) - 1) ** 2
    logit = smoothed_logit(P, Q, x, smoothing)
    return -np.logaddexp(0, logit) if objective == "minimax" else np.logaddexp(0, -logit)


@pytest.mark.parametrize("smoothing", [0.0, 0.25])
@pytest.mark.parametrize("objective", DENSITIES)
@pytest.mark.parametrize(("P", "Q"), PAIRS)
def test_gradients_are_those_of_the_expected_loss_with_the_critic_fixed(P, Q, objective, smoothing):
    used = 0.0 if objective == "least_squares" else smoothing
    step = 1e-4

    def expected(theta: float) -> float:
        moved = Q.shift(theta)
        return over(moved, lambda x: loss_of(objective, P, Q, x, used))

    slope = (expected(step) - expected(-step)) / (2 * step)
    value = generator_gradient_of(P, Q, objective, smoothing=used)
    assert value == pytest.approx(slope, rel=1e-5, abs=1e-7)


def test_without_smoothing_the_two_losses_of_a_classifier_are_the_known_ones():
    for P, Q in PAIRS:
        for objective in ("minimax", "nonsaturating"):
            assert generator_gradient_of(P, Q, objective) == pytest.approx(
                generator_gradient(P, Q, objective), rel=1e-12
            )
            near = generator_gradient_of(P, Q, objective, smoothing=1e-9)
            assert near == pytest.approx(generator_gradient(P, Q, objective), rel=1e-4)


def test_smoothing_leaves_the_nonsaturating_gradient_and_weakens_the_other():
    Q = Normal(2.0, 1.0)
    plain = [generator_gradient_of(REAL, Q, o) for o in ("minimax", "nonsaturating")]
    soft = [generator_gradient_of(REAL, Q, o, smoothing=0.2) for o in ("minimax", "nonsaturating")]
    assert soft[1] == plain[1]
    assert 0 < soft[0] < 0.8 * plain[0]


def test_least_squares_dies_on_disjoint_laws_and_noise_wakes_it():
    P, Q = Uniform(), Uniform(2, 3)
    assert generator_gradient_of(P, Q, "least_squares") == 0
    assert generator_gradient_of(P, Q, "minimax") == 0
    assert isnan(generator_gradient_of(P, Q, "nonsaturating"))
    noisy = [blurred(P, 0.5), blurred(Q, 0.5)]
    assert generator_gradient_of(*noisy, "least_squares") > 0.1
    assert generator_gradient_of(*noisy, "nonsaturating") > 5
    # Less noise: back to what it was.
    faint = [blurred(P, 0.02), blurred(Q, 0.02)]
    assert abs(generator_gradient_of(*faint, "least_squares")) < 1e-12


@pytest.mark.parametrize("objective", SCORES)
@pytest.mark.parametrize(("P", "Q"), PAIRS)
def test_mirrored_laws_have_the_opposite_gradient_and_equal_laws_none(P, Q, objective):
    def mirror(law):
        if isinstance(law, Normal):
            return Normal(-law.mean, law.std)
        if isinstance(law, BlurredUniform):
            return BlurredUniform(-law.high, -law.low, law.noise)
        return Mixture(law.weights, tuple(mirror(part) for part in law.laws))

    value = generator_gradient_of(P, Q, objective)
    mirrored = generator_gradient_of(mirror(P), mirror(Q), objective)
    assert mirrored == pytest.approx(-value, rel=1e-6, abs=1e-9)
    assert generator_gradient_of(P, P, objective) == pytest.approx(0, abs=1e-15)
    assert objective == "energy" or abs(value) > 0.02


@pytest.mark.parametrize(("P", "Q"), PAIRS)
def test_the_wasserstein_gradient_is_the_derivative_of_w1(P, Q):
    step = 1e-4
    slope = (w1_laws(P, Q.shift(step)) - w1_laws(P, Q.shift(-step))) / (2 * step)
    assert generator_gradient_of(P, Q, "wasserstein") == pytest.approx(slope, abs=1e-6)


# Energy.


def test_the_best_energy_is_a_step():
    x = np.array([-1.0, 0.9, 1.1, 5.0])
    Q = Normal(2.0, 1.0)
    np.testing.assert_array_equal(energy_critic(REAL, Q, x, margin=3.0), [0, 0, 3, 3])
    assert isnan(energy_critic(Uniform(), Uniform(2, 3), 1.5))
    f = energy_critic(REAL, Q, x, margin=3.0)

    def loss(p, q, f, m=3.0):
        return p * f + q * np.maximum(0, m - f)

    others = np.linspace(0, 6, 61)[:, None]
    assert np.all(loss(REAL.pdf(x), Q.pdf(x), f) <= loss(REAL.pdf(x), Q.pdf(x), others) + 1e-15)


@pytest.mark.parametrize("margin", [1.0, 2.5])
@pytest.mark.parametrize(("P", "Q"), PAIRS)
def test_the_expected_energy_moves_as_said(P, Q, margin):
    x = np.linspace(-15, 15, 300_001)
    at = np.flatnonzero(np.diff(energy_critic(P, Q, x)))
    cuts, rise = 0.5 * (x[at] + x[at + 1]), np.diff(energy_critic(P, Q, x, margin))[at]

    def expected(theta: float) -> float:
        return float(rise @ Q.shift(theta).sf(cuts))

    step = 1e-3
    slope = (expected(step) - expected(-step)) / (2 * step)
    assert energy_shift_gradient(P, Q, margin) == pytest.approx(slope, rel=1e-3, abs=1e-4)
    assert generator_gradient_of(P, Q, "energy", margin=margin) == 0


def test_energies_in_closed_form():
    # Equal widths: the densities cross halfway.
    for shift in (0.5, 2.0, 6.0):
        Q = Normal(shift, 1.0)
        assert energy_shift_gradient(REAL, Q) == pytest.approx(phi(shift / 2), rel=1e-7)
    assert energy_shift_gradient(Uniform(), Uniform(0.3, 1.3)) == 1
    assert energy_shift_gradient(Uniform(), Uniform(-0.3, 0.7)) == -1
    assert energy_shift_gradient(Uniform(), Uniform(1.5, 2.5)) == 0
    assert energy_shift_gradient(Uniform(), Uniform()) == 0
    # Inside: up at one end, down at the other.
    assert energy_shift_gradient(Uniform(), Uniform(0.2, 0.7)) == 0
    # Less and less noise comes to the limit.
    near = energy_shift_gradient(blurred(Uniform(), 0.01), blurred(Uniform(0.3, 1.3), 0.01))
    assert near == pytest.approx(1, abs=1e-9)


# Loss-sensitive.


@pytest.mark.parametrize("weight", [0.5, 1.0, 3.0])
@pytest.mark.parametrize(("P", "Q"), [*PAIRS, (Uniform(), Uniform(0.3, 1.3))])
def test_the_programme_over_levels_solves_the_linear_program(P, Q, weight):
    grid, scale = critic_grid(P, Q, 121), 1.5
    critic = loss_sensitive_critic(P, Q, weight, scale, grid)
    cost = (1 + weight) * node_masses(P, grid) - weight * node_masses(Q, grid)
    n, most = len(grid), scale * (grid[1] - grid[0])
    D = sparse.diags([-np.ones(n - 1), np.ones(n - 1)], [0, 1], shape=(n - 1, n))
    lp = linprog(cost, A_ub=sparse.vstack([D, -D]), b_ub=np.full(2 * n - 2, most), method="highs")
    assert lp.status == 0
    assert critic.objective == pytest.approx(lp.fun, abs=1e-6)
    assert critic.objective <= lp.fun + 1e-12
    # It is feasible, it is what it says, and its values are whole steps.
    assert critic.objective == pytest.approx(float(cost @ critic.values), abs=1e-12)
    assert critic.values.min() == 0
    assert np.abs(critic.slopes).max(initial=0) <= scale * (1 + 1e-9)
    np.testing.assert_allclose(critic.values / most, np.round(critic.values / most), atol=1e-9)


def test_every_hinge_is_active():
    Q, rng = Normal(1.5, 0.8), np.random.default_rng(0)
    critic = loss_sensitive_critic(REAL, Q, scale=2.0)
    x, y = REAL.sample(4000, rng), Q.sample(4000, rng)
    assert np.min(2.0 * np.abs(x - y) + critic(x) - critic(y)) >= -1e-9


def test_the_loss_sensitive_gradient_is_that_of_the_mean_energy():
    Q, step = Normal(0.8, 1.0), 1e-4
    critic = loss_sensitive_critic(REAL, Q)

    def expected(theta: float) -> float:
        # E f = f(left end) + ∫ f' P(Y > t): linear pieces, so by the mean of max(Y − t, 0).
        def above(t):
            z = (t - Q.mean - theta) / Q.std
            return Q.std * (norm.pdf(z) - z * norm.sf(z))

        return float(critic.slopes @ -np.diff(above(critic.grid)))

    slope = (expected(step) - expected(-step)) / (2 * step)
    assert generator_gradient_of(REAL, Q, "loss_sensitive") == pytest.approx(slope, rel=1e-6)


def test_loss_sensitive_far_near_and_with_its_scale():
    def gradient(mean, **how):
        return generator_gradient_of(REAL, Normal(mean, 1.0), "loss_sensitive", **how)

    # Far apart the ramp starts at the real law's median (λ = 1): nearly every fake is on it.
    assert gradient(8.0) == pytest.approx(1, abs=1e-6)
    far = loss_sensitive_critic(REAL, Normal(30.0, 1.0), grid=np.linspace(-40, 40, 8001))
    start = far.grid[np.flatnonzero(far.values)[0] - 1]
    assert start == pytest.approx(0, abs=0.02)
    # Near, λ q < (1 + λ) p over nearly all: the gradient is gone before the laws agree.
    assert gradient(0.1) < 1e-9 < gradient(0.2) < 1e-2 < 0.2 < gradient(0.5)
    assert gradient(0.5, weight=50.0) > 0.9
    assert gradient(1.0, scale=3.0) == pytest.approx(3 * gradient(1.0), rel=1e-12)
    # The grid's step matters little.
    fine = gradient(1.0, grid=np.linspace(-8, 9, 6001))
    assert gradient(1.0) == pytest.approx(fine, abs=5e-3)
    # Ever larger λ: a Wasserstein critic, whose value over λ tends to −W1.
    huge = loss_sensitive_critic(REAL, Normal(1.0, 1.0), weight=1e6)
    assert huge.objective / 1e6 == pytest.approx(-1.0, abs=1e-2)


def test_errors():
    Q = Normal(1.0, 1.0)
    with pytest.raises(ValueError, match="unknown objective 'hinge'; known: minimax, nonsat"):
        generator_gradient_of(REAL, Q, "hinge")
    with pytest.raises(ValueError, match="least_squares has no label smoothing"):
        generator_gradient_of(REAL, Q, "least_squares", smoothing=0.1)
    for smoothing in (-0.1, 1.0, float("nan")):
        with pytest.raises(ValueError, match=r"smoothing must lie in \[0, 1\)"):
            smoothed_logit(REAL, Q, 0.0, smoothing)
    for margin in (0.0, -1.0, inf):
        with pytest.raises(ValueError, match="margin must be finite and above 0"):
            energy_critic(REAL, Q, 0.0, margin)
        with pytest.raises(ValueError, match="margin must be finite and above 0"):
            energy_shift_gradient(REAL, Q, margin)
    for name in ("weight", "scale"):
        with pytest.raises(ValueError, match=f"{name} must be finite and above 0"):
            loss_sensitive_critic(REAL, Q, **{name: 0.0})
    for objective in SCORES:
        with pytest.raises(ValueError, match="both laws must have a density"):
            generator_gradient_of(REAL, Dirac(1.0), objective)
    with pytest.raises(ValueError, match="evenly spaced"):
        loss_sensitive_critic(REAL, Q, grid=np.array([0.0, 1.0, 3.0]))
    with pytest.raises(ValueError, match="evenly spaced"):
        loss_sensitive_critic(REAL, Q, grid=np.zeros(1))
    with pytest.raises(ValueError, match="must increase"):
        loss_sensitive_critic(REAL, Q, grid=np.array([2.0, 1.0, 0.0]))
    with pytest.raises(ValueError, match="at least 2 nodes, got 1"):
        critic_grid(REAL, Q, 1)
