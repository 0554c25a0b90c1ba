"""What a gradient penalty converges to on the line, against other quadrature and its definition."""

from itertools import pairwise

import numpy as np
import pytest
from cases import (
    DENSITY_BETWEEN_NORMAL_AND_ITSELF_AT_0,
    PENALISED_GAPS,
    best_multiple,
    density_between_disjoint_uniforms,
    density_between_uniform_and_itself,
    dirac_penalised_gap,
    dirac_penalised_objective,
    dirac_penalised_slope,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from gantutor.distributions import (
    Dirac,
    Mixture,
    Normal,
    Uniform,
    cdf_gap,
    running_pair,
    two_bumps,
)
from gantutor.transport import (
    penalised_critic,
    penalised_density,
    penalised_gap,
    penalised_objective,
    penalised_slope,
    potential_laws,
    w1_laws,
)

SHIFTS = [-8.0, -3.0, -1.0, 0.01, 0.7, 2.0, 4.4, 8.0]
SMOOTH = [Normal(), two_bumps(), two_bumps(2.0, 0.3)]
LAWS = [*SMOOTH, Uniform()]


def parts(law):
    return zip(law.weights, law.laws, strict=True) if isinstance(law, Mixture) else [(1.0, law)]


def normal_density(z, mean, std):
    return np.exp(-0.5 * ((z - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))


def density_by_scipy(P, Q, z):
    """ρ(z) straight from its definition: the density of u x + (1 − u) y, averaged over u."""

    def at(u):
        total = 0.0
        for p, a in parts(P):
            for q, b in parts(Q):
                mean = u * a.mean + (1 - u) * b.mean
                total += p * q * normal_density(z, mean, np.hypot(u * a.std, (1 - u) * b.std))
        return total

    cuts = np.linspace(0, 1, 17)
    return sum(quad(at, a, b, epsabs=1e-14, epsrel=1e-12)[0] for a, b in pairwise(cuts))


# --- The density of the points between -----------------------------------------------------------


@pytest.mark.parametrize(
    ("P", "Q"),
    [
        (Normal(), Normal(2.0, 1.0)),
        (Normal(), Normal(8.0, 1.0)),
        (Normal(0.0, 2.0), Normal(-1.0, 0.3)),
        (two_bumps(), two_bumps().shift(8.0)),
        (two_bumps(), Normal(1.0, 0.5)),
        (Normal(), Normal()),
    ],
    ids=repr,
)
def test_the_density_between_normals_is_its_definition(P, Q):
    for z in (-4.0, -1.3, 0.0, 0.4, 2.0, 5.5, 9.0):
        expected = density_by_scipy(P, Q, z)
        assert penalised_density(P, Q, z) == pytest.approx(expected, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize(
    ("P", "Q"), [(law, law.shift(t)) for law in LAWS for t in (-3.0, 0.4, 8.0)], ids=repr
)
def test_the_density_between_is_a_density_with_the_mean_half_way(P, Q):
    low = min(P.breakpoints[0], Q.breakpoints[0])
    high = max(P.breakpoints[-1], Q.breakpoints[-1])
    x = np.linspace(low, high, 20_001)
    middle, step = 0.5 * (x[1:] + x[:-1]), x[1] - x[0]
    rho = penalised_density(P, Q, middle)
    assert rho.min() >= 0
    assert rho.sum() * step == pytest.approx(1.0, abs=1e-5)
    assert (middle * rho).sum() * step == pytest.approx(0.5 * (P.mean + Q.mean), abs=1e-4)
    # Var = E(u² σ² + (1 − u)² τ²) + Var(u) (difference of means)²
    variance = (P.std**2 + Q.std**2) / 3 + (P.mean - Q.mean) ** 2 / 12
    spread = ((middle - 0.5 * (P.mean + Q.mean)) ** 2 * rho).sum() * step
    assert spread == pytest.approx(variance, rel=1e-4)


def test_densities_between_have_closed_forms():
    z = np.array([0.01, 0.3, 0.5, 0.9])
    expected = [density_between_uniform_and_itself(v) for v in z]
    np.testing.assert_allclose(penalised_density(Uniform(), Uniform(), z), expected, rtol=1e-12)
    for t in (1.0, 2.0, 7.5):
        between = penalised_density(Uniform(), Uniform(t, 1 + t), np.linspace(1, t, 5))
        np.testing.assert_allclose(between, density_between_disjoint_uniforms(t), rtol=1e-12)
    assert penalised_density(Normal(), Normal(), 0.0) == pytest.approx(
        DENSITY_BETWEEN_NORMAL_AND_ITSELF_AT_0, rel=1e-12
    )
    np.testing.assert_allclose(penalised_density(Dirac(1), Dirac(5), [0, 2, 6]), [0, 0.25, 0])
    np.testing.assert_array_equal(penalised_density(Dirac(1), Dirac(1), [0, 1]), [0, 0])


def test_the_density_keeps_its_digits_at_the_ends_of_the_hull():
    """Left end of U[0, 1] and U[t, 1 + t], to first order: z ∫ dy / y = z log((1 + t) / t)."""
    z = np.array([1e-15, 1e-9])
    for t in (0.7, 3.0):
        expected = z * np.log((1 + t) / t)
        np.testing.assert_allclose(
            penalised_density(Uniform(), Uniform(t, 1 + t), z), expected, rtol=1e-8
        )


def test_samples_of_the_points_between_follow_the_density():
    rng = np.random.default_rng(0)
    P, Q = two_bumps(), Normal(3.0, 0.5)
    u = rng.random(200_000)
    points = u * P.sample(len(u), rng) + (1 - u) * Q.sample(len(u), rng)
    edges = np.linspace(-3, 4.5, 16)
    share = np.histogram(points, edges)[0] / len(u)
    for k, (a, b) in enumerate(pairwise(edges)):
        expected = quad(lambda x: penalised_density(P, Q, x), a, b)[0]
        assert share[k] == pytest.approx(expected, abs=5 * np.sqrt(expected / len(u)))


@given(st.floats(-6, 6), st.floats(0.2, 3), st.floats(-6, 6), st.floats(0.2, 3), st.floats(-9, 9))
def test_the_density_does_not_depend_on_order_place_or_unit(m1, s1, m2, s2, z):
    P, Q = Normal(m1, s1), Normal(m2, s2)
    rho = float(penalised_density(P, Q, z))
    assert penalised_density(Q, P, z) == pytest.approx(rho, rel=1e-11, abs=0)
    assert penalised_density(P.shift(3.0), Q.shift(3.0), z + 3) == pytest.approx(
        rho, rel=1e-9, abs=0
    )
    twice = penalised_density(Normal(2 * m1, 2 * s1), Normal(2 * m2, 2 * s2), 2 * z)
    assert twice == pytest.approx(rho / 2, rel=1e-11, abs=0)


def test_far_tails_keep_their_relative_accuracy():
    P, Q = running_pair(2.0)
    # In logarithms, so that the reference cannot underflow: ∫ exp(log density) over u.
    for z in (-20.0, 25.0):
        u = np.linspace(0, 1, 400_001)
        mean, var = (1 - u) * 2.0, u**2 + (1 - u) ** 2
        logs = -0.5 * (z - mean) ** 2 / var - 0.5 * np.log(2 * np.pi * var)
        top = logs.max()
        weights = np.full(len(u), u[1])
        weights[[0, -1]] /= 2
        expected = top + np.log(weights @ np.exp(logs - top))
        assert np.log(penalised_density(P, Q, z)) == pytest.approx(expected, abs=1e-4)


def test_laws_of_different_kinds_are_refused_by_name():
    for P, Q in ((Normal(), Uniform()), (Dirac(), Normal()), (two_bumps(), Uniform())):
        with pytest.raises(TypeError, match=r"two normals, two uniforms or two point masses"):
            penalised_density(P, Q, 0.0)
        with pytest.raises(TypeError, match="the density of x̂ is known"):
            penalised_gap(P, Q, 10.0)


# --- The optimum ---------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", sorted(PENALISED_GAPS))
def test_the_logged_gap_is_the_published_value(weight):
    expected = PENALISED_GAPS[weight]
    digits = 5e-5 if weight == 10 else 5e-4 if weight == 1 else 5e-3
    assert penalised_gap(*running_pair(2.0), weight) == pytest.approx(expected, abs=digits)


@pytest.mark.parametrize("weight", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("d", [0.5, -3.0, 8.0])
def test_point_masses_have_a_closed_form(d, weight):
    P, Q = Dirac(1.0), Dirac(1.0 + d)
    middle = 1.0 + d / 2
    slope = dirac_penalised_slope(abs(d), weight)
    assert penalised_slope(P, Q, weight, middle) == pytest.approx(slope, rel=1e-14)
    assert penalised_gap(P, Q, weight) == pytest.approx(
        dirac_penalised_gap(abs(d), weight), rel=1e-13
    )
    assert penalised_objective(P, Q, weight) == pytest.approx(
        dirac_penalised_objective(abs(d), weight), rel=1e-13
    )
    f = penalised_critic(P, Q, weight, [1.0, middle, 1.0 + d])
    np.testing.assert_allclose(f, [0.0, -slope * abs(d) / 2, -slope * abs(d)], atol=1e-12)


def trapezoid_excess(P, Q, delta):
    """∫ (F − G)² / ρ with ρ by plain Gauss–Legendre in u and the trapezoidal rule in x."""
    nodes, weights = np.polynomial.legendre.leggauss(300)
    u, du = (nodes + 1) / 2, weights / 2
    low, high = min(0.0, delta) - 7.5, max(0.0, delta) + 7.5
    x = np.linspace(low, high, 1501)
    rho = np.zeros_like(x)
    for p, a in parts(P):
        for q, b in parts(Q):
            mean = u * a.mean + (1 - u) * b.mean
            std = np.hypot(u * a.std, (1 - u) * b.std)
            rho += p * q * normal_density(x[:, None], mean, std) @ du
    gap = cdf_gap(P, Q, x)
    terms = np.divide(gap**2, rho, out=np.zeros_like(x), where=gap != 0)
    return float(terms.sum() * (x[1] - x[0]))


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
@pytest.mark.parametrize("delta", SHIFTS)
def test_the_gap_is_right_to_1e_9_under_every_shift(law, delta):
    P, Q = law, law.shift(delta)
    excess = trapezoid_excess(P, Q, delta)
    assert penalised_gap(P, Q, 10.0) == pytest.approx(abs(delta) + excess / 20, rel=1e-9)
    assert penalised_objective(P, Q, 10.0) == pytest.approx(abs(delta) + excess / 40, rel=1e-9)
    assert penalised_gap(Q, P, 0.1) == pytest.approx(abs(delta) + excess / 0.2, rel=1e-9)


@pytest.mark.parametrize("t", [-8.0, -0.4, 0.3, 1.0, 2.0, 8.0])
def test_the_gap_of_uniforms_is_the_integral_of_closed_forms(t):
    P, Q = Uniform(), Uniform().shift(t)

    def term(x):
        gap = float(cdf_gap(P, Q, x))
        return gap**2 / float(penalised_density(P, Q, x)) if gap else 0.0

    edges = sorted({0.0, 1.0, t, 1 + t})
    excess = sum(
        quad(term, a, b, epsabs=1e-13, epsrel=1e-12, limit=400)[0] for a, b in pairwise(edges)
    )
    assert penalised_gap(P, Q, 2.0) == pytest.approx(abs(t) + excess / 4, rel=1e-9)


def midpoints(law, n=400):
    """Midpoints and masses of n panels of a law: exact for smooth laws, to 1e-5 for uniforms."""
    low, high = (law.low, law.high) if isinstance(law, Uniform) else (-6.0, 6.0)
    centre = 0.0 if isinstance(law, Uniform) else law.mean
    edges = centre + np.linspace(low, high, n + 1)
    middle = 0.5 * (edges[1:] + edges[:-1])
    return middle, law.pdf(middle) * np.diff(edges)


@pytest.mark.parametrize("law", [Normal(), two_bumps(), Uniform()], ids=repr)
@pytest.mark.parametrize("delta", [-3.0, 0.7])
def test_the_critic_attains_the_gap_in_its_gauge(law, delta):
    P, Q, weight = law, law.shift(delta), 0.5
    gap = penalised_gap(P, Q, weight)
    x, mass = midpoints(P)
    assert penalised_critic(P, Q, weight, x) @ mass == pytest.approx(0.0, abs=1e-4 * gap)
    y, mass = midpoints(Q)
    assert penalised_critic(P, Q, weight, y) @ mass == pytest.approx(-gap, rel=1e-4)
    hull = np.linspace(min(x[0], y[0]), max(x[-1], y[-1]), 4001)
    slope, rho = penalised_slope(P, Q, weight, hull), penalised_density(P, Q, hull)
    penalty = weight * (rho * (slope - 1) ** 2).sum() * (hull[1] - hull[0])
    assert penalised_objective(P, Q, weight) == pytest.approx(gap - penalty, rel=1e-4)


@pytest.mark.parametrize(
    ("P", "Q"),
    [
        running_pair(2.0),
        (two_bumps(), Normal(0.5, 1.0)),
        (Normal(0, 1), Normal(0, 2)),
        (Uniform(0, 4), Uniform(1, 2)),
    ],
    ids=repr,
)
def test_the_slope_is_the_critics_derivative_and_its_sign_the_potentials(P, Q):
    x = np.array([-1.7, -0.6, 0.35, 1.1, 1.9, 2.6])
    x = x[(x > max(P.support[0], -9)) & (x < min(P.support[1], 9))]
    h = 1e-4
    ends = np.stack([x - h, x + h])
    derivative = np.diff(penalised_critic(P, Q, 0.5, ends), axis=0)[0] / (2 * h)
    np.testing.assert_allclose(np.abs(derivative), penalised_slope(P, Q, 0.5, x), rtol=1e-6)
    direction = np.sign(np.diff(potential_laws(P, Q, ends), axis=0)[0])
    np.testing.assert_array_equal(np.sign(derivative), direction)


@settings(max_examples=15)
@given(st.floats(0.05, 50), st.floats(0.1, 6), st.floats(0.5, 2))
def test_no_multiple_of_the_potential_does_better(weight, shift, std):
    P, Q = Normal(0, 1), Normal(shift, std)
    w1 = w1_laws(P, Q)
    k = best_multiple(w1, weight)
    value = k * w1 - weight * (k - 1) ** 2
    objective = penalised_objective(P, Q, weight)
    assert w1 < value <= objective * (1 + 1e-12)
    gap = penalised_gap(P, Q, weight)
    assert gap - w1 == pytest.approx(2 * (objective - w1), rel=1e-9)


def test_a_heavy_penalty_approaches_the_potential_from_above():
    P, Q = two_bumps(), two_bumps().shift(2.0)
    x = np.linspace(-4, 6, 50)
    excess = [penalised_slope(P, Q, weight, x) - 1 for weight in (1.0, 10.0, 1e6)]
    assert (excess[2] >= 0).all()
    np.testing.assert_allclose(excess[0], 10 * excess[1], rtol=1e-9)
    np.testing.assert_allclose(penalised_critic(P, Q, 1e9, x), potential_laws(P, Q, x), atol=1e-6)
    assert penalised_gap(P, Q, 1e9) == pytest.approx(2.0, abs=1e-7)


def test_outside_the_hull_nothing_fixes_the_slope():
    P, Q = Uniform(0, 1), Uniform(3, 4)
    x = [-0.5, 0.5, 2.0, 3.5, 4.5]
    slope, f = penalised_slope(P, Q, 1.0, x), penalised_critic(P, Q, 1.0, x)
    np.testing.assert_array_equal(np.isnan(slope), [True, False, False, False, True])
    np.testing.assert_array_equal(np.isnan(f), [True, False, False, False, True])
    assert np.all(np.diff(f[1:4]) < 0)


def test_equal_laws_leave_a_slope_of_one_and_no_gap():
    P = two_bumps()
    np.testing.assert_array_equal(penalised_slope(P, P, 10.0, [-1.0, 0.0, 2.0]), 1.0)
    assert penalised_gap(P, P, 10.0) == penalised_objective(P, P, 10.0) == 0.0
    assert np.ndim(penalised_slope(P, P, 10.0, 0.5)) == 0
    assert np.shape(penalised_critic(P, P, 10.0, np.zeros((2, 3)))) == (2, 3)


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_bad_weights_are_refused(weight):
    pair = running_pair()
    for call in (
        lambda: penalised_slope(*pair, weight, 0.0),
        lambda: penalised_critic(*pair, weight, 0.0),
        lambda: penalised_gap(*pair, weight),
        lambda: penalised_objective(*pair, weight),
    ):
        with pytest.raises(ValueError, match="weight must be positive and finite, got"):
            call()
