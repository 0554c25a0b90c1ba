"""Divergences against closed forms, other quadrature, each other and their defining properties."""

from math import inf, isnan, log

import numpy as np
import pytest
from cases import (
    GENERATOR_GRADIENTS,
    JS_NORMALS,
    LOG2,
    hellinger_normals,
    js_uniform_shift,
    kl_normals,
    tv_normals_shift,
    tv_uniform_shift,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

from gantutor.distributions import (
    Dirac,
    Mixture,
    Normal,
    ParallelLines,
    Uniform,
    running_pair,
    two_bumps,
)
from gantutor.divergences import (
    F_GENERATORS,
    JS_MAX,
    FGenerator,
    f_divergence,
    f_divergence_laws,
    generator_gradient,
    js,
    js_laws,
    js_samples,
    kl,
    kl_laws,
    minimax_value,
    optimal_discriminator,
    optimal_logit,
    tv,
    tv_laws,
)

SHIFTS = [-8.0, -5.3, -3.0, -1.0, -0.25, 0.0, 0.01, 0.7, 1.5, 3.0, 4.4, 6.0, 8.0]
SMOOTH = [Normal(0.0, 1.0), Normal(0.5, 2.0), two_bumps(), two_bumps(2.0, 0.3)]


@st.composite
def mass_vectors(draw, n=5):
    """A law on n points; some points may be without mass."""
    weights = np.array(draw(st.lists(st.integers(0, 20), min_size=n, max_size=n)))
    assume(weights.sum() > 0)
    return weights / weights.sum()


def trapezoid(integrand, low, high, n=20_001):
    """The trapezoidal rule: exponentially accurate for what is smooth and vanishes at both ends."""
    x = np.linspace(low, high, n)
    return float(np.sum(integrand(x)) * (x[1] - x[0]))


# --- On finitely many points ---------------------------------------------------------------------


@given(mass_vectors(), mass_vectors())
def test_masses_agree_with_scipy(p, q):
    assert kl(p, q) == pytest.approx(entropy(p, q), abs=1e-12)
    assert js(p, q) == pytest.approx(jensenshannon(p, q) ** 2, abs=1e-12)


@given(mass_vectors(), mass_vectors())
def test_js_and_tv_are_symmetric_bounded_and_zero_only_at_equality(p, q):
    assert js(p, q) == pytest.approx(js(q, p), abs=1e-15)
    assert tv(p, q) == tv(q, p)
    assert -1e-15 <= js(p, q) <= LOG2 + 1e-15
    assert 0 <= tv(p, q) <= 1 + 1e-15
    assert (js(p, q) < 1e-12) == np.allclose(p, q) == (tv(p, q) < 1e-12)
    assert kl(p, p) == js(p, p) == tv(p, p) == 0


@given(mass_vectors(), mass_vectors(), mass_vectors())
def test_the_root_of_js_and_tv_obey_the_triangle_inequality(p, q, r):
    """Endres & Schindelin (2003) for √JS."""
    assert js(p, r) ** 0.5 <= js(p, q) ** 0.5 + js(q, r) ** 0.5 + 1e-7
    assert tv(p, r) <= tv(p, q) + tv(q, r) + 1e-12


@given(mass_vectors(), mass_vectors())
def test_pinsker_bounds_tv_by_kl_and_lin_bounds_js_by_tv(p, q):
    assert tv(p, q) ** 2 <= kl(p, q) / 2 + 1e-12
    assert tv(p, q) ** 2 / 2 - 1e-12 <= js(p, q) <= LOG2 * tv(p, q) + 1e-12


@given(mass_vectors(6), mass_vectors(6))
def test_merging_points_brings_laws_closer(p, q):
    """The data-processing inequality: no map of the points can add information."""
    merged = [v.reshape(3, 2).sum(axis=1) for v in (p, q)]
    assert kl(*merged) <= kl(p, q) + 1e-12
    assert js(*merged) <= js(p, q) + 1e-12
    assert tv(*merged) <= tv(p, q) + 1e-12


@given(mass_vectors(), mass_vectors())
def test_f_divergences_contain_the_others(p, q):
    assert f_divergence(p, q, "kl") == pytest.approx(kl(p, q), abs=1e-12)
    assert f_divergence(p, q, "reverse_kl") == pytest.approx(kl(q, p), abs=1e-12)
    assert f_divergence(p, q, "js") == pytest.approx(js(p, q), abs=1e-12)
    assert f_divergence(p, q, "tv") == pytest.approx(tv(p, q), abs=1e-12)
    hellinger = 0.5 * np.sum((np.sqrt(p) - np.sqrt(q)) ** 2)
    assert f_divergence(p, q, "hellinger") == pytest.approx(hellinger, abs=1e-12)


def test_disjoint_masses_reach_the_extremes():
    p, q = [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]
    assert js(p, q) == pytest.approx(JS_MAX, rel=1e-15)
    assert pytest.approx(0.6931471805599453, rel=1e-15) == JS_MAX
    assert (tv(p, q), kl(p, q), kl(q, p)) == (1.0, inf, inf)
    assert f_divergence(p, q, "kl") == f_divergence(p, q, "reverse_kl") == inf
    assert f_divergence(p, q, "js") == pytest.approx(LOG2, rel=1e-15)


def test_a_value_worked_by_hand():
    assert kl([0.5, 0.5], [0.25, 0.75]) == pytest.approx(0.5 * log(2) + 0.5 * log(2 / 3), rel=1e-14)
    assert js([1, 0], [0.5, 0.5]) == pytest.approx(
        0.5 * log(4 / 3) + 0.5 * (0.5 * log(2 / 3) + 0.5 * log(2)), rel=1e-14
    )
    chi2 = FGenerator("chi2", lambda t: (t - 1) ** 2, 1.0, inf)
    assert f_divergence([0.5, 0.5], [0.25, 0.75], chi2) == pytest.approx(0.25 + 0.0625 / 0.75)


@pytest.mark.parametrize("name", sorted(F_GENERATORS))
def test_a_generator_is_convex_zero_at_one_and_says_its_limits(name):
    g = F_GENERATORS[name]
    t = np.geomspace(1e-3, 1e3, 400)
    chords = 0.5 * (g.f(t[:-1]) + g.f(t[1:]))
    assert np.all(g.f(0.5 * (t[:-1] + t[1:])) <= chords + 1e-12)
    assert g.f(np.array(1.0)) == pytest.approx(0.0, abs=1e-15)
    tiny, huge = np.array(1e-12), np.array(1e12)
    at_zero, slope = float(g.f(tiny)), float(g.f(huge) / huge)
    assert at_zero > 20 if g.at_zero == inf else at_zero == pytest.approx(g.at_zero, abs=1e-5)
    assert slope > 20 if g.slope == inf else slope == pytest.approx(g.slope, abs=1e-5)


@pytest.mark.parametrize("divergence", [kl, js, tv, lambda p, q: f_divergence(p, q, "js")])
@pytest.mark.parametrize(
    ("p", "q", "message"),
    [
        ([0.5, 0.5], [1.0], r"p and q must have the same shape, got \(2,\) and \(1,\)"),
        ([[0.5, 0.5]], [[0.5, 0.5]], "p must be a vector"),
        ([], [], "p must hold at least one mass"),
        ([0.5, float("nan")], [0.5, 0.5], "p must be finite, got nan at index 1"),
        ([0.5, 0.5], [1.5, -0.5], "q must not be negative, got -0.5 at index 1"),
        ([0.5, 0.5], [0.5, 0.4], "q must sum to 1, got 0.9"),
        ([1.0, 1.0], [0.5, 0.5], "p must sum to 1, got 2"),
    ],
)
def test_bad_masses_are_refused_not_renormalised(divergence, p, q, message):
    with pytest.raises(ValueError, match=message):
        divergence(p, q)


def test_an_unknown_generator_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"unknown f-divergence 'chi'; known: kl, .*hellinger"):
        f_divergence([1.0], [1.0], "chi")
    with pytest.raises(ValueError, match="unknown f-divergence 'chi'"):
        f_divergence_laws(Normal(), Normal(), "chi")


# --- Of samples ----------------------------------------------------------------------------------


def test_samples_of_densities_never_meet():
    x, y = Normal().sample(500, 0), Normal().sample(500, 1)
    assert js_samples(x, y) == pytest.approx(LOG2, rel=1e-14)
    lines = ParallelLines(1e-9).pair()
    z, w = lines.real.sample(100, 0), lines.fake.sample(100, 0)
    assert js_samples(z, w) == pytest.approx(LOG2, rel=1e-14)


def test_coinciding_samples_are_counted():
    assert js_samples([1, 2, 3], [3, 1, 2]) == 0
    # Masses (½, ½, 0) and (0, ¼, ¾) on the points 0, 1, 2.
    assert js_samples([0, 1, 0, 1], [1, 2, 2, 2]) == pytest.approx(
        js([0.5, 0.5, 0], [0, 0.25, 0.75])
    )
    assert js_samples([0, 1], [1, 1, 1, 2, 2, 2]) == pytest.approx(js([0.5, 0.5, 0], [0, 0.5, 0.5]))
    x = np.array([[0.0, 0.0], [0.0, 1.0]])
    assert js_samples(x, x[:, ::-1]) == pytest.approx(js([0.5, 0.5, 0], [0.5, 0, 0.5]))
    assert js_samples([0.0], [-0.0]) == 0  # one point, written in two ways


def test_bad_samples_are_refused():
    with pytest.raises(ValueError, match="x must hold at least one sample"):
        js_samples([], [1.0])
    with pytest.raises(ValueError, match="same dimension, got 1 and 2"):
        js_samples([1.0], [[1.0, 2.0]])
    with pytest.raises(ValueError, match="y must be finite, got nan"):
        js_samples([1.0], [float("nan")])


# --- Of laws on the line -------------------------------------------------------------------------


@pytest.mark.parametrize("mu", sorted(JS_NORMALS))
def test_js_of_normals_is_the_published_table(mu):
    assert js_laws(*running_pair(mu)) == pytest.approx(JS_NORMALS[mu], abs=5e-7)


@pytest.mark.parametrize("t", SHIFTS)
def test_uniforms_shifted_have_closed_forms(t):
    P, Q = Uniform(0.0, 1.0), Uniform(0.0, 1.0).shift(t)
    assert js_laws(P, Q) == pytest.approx(js_uniform_shift(t), abs=1e-12)
    assert tv_laws(P, Q) == pytest.approx(tv_uniform_shift(t), abs=1e-12)
    assert kl_laws(P, Q) == (0.0 if t == 0 else inf)


@pytest.mark.parametrize("m", SHIFTS)
@pytest.mark.parametrize(("s1", "s2"), [(1.0, 1.0), (1.0, 2.0), (2.0, 0.5)])
def test_normals_have_closed_forms(m, s1, s2):
    P, Q = Normal(0.0, s1), Normal(m, s2)
    assert kl_laws(P, Q) == pytest.approx(kl_normals(m, s1, s2), rel=1e-11, abs=1e-13)
    assert f_divergence_laws(P, Q, "hellinger") == pytest.approx(
        hellinger_normals(m, s1, s2), abs=1e-12
    )
    if s1 == s2:
        assert tv_laws(P, Q) == pytest.approx(tv_normals_shift(m, s1), abs=1e-12)


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
@pytest.mark.parametrize("delta", SHIFTS)
def test_js_is_right_to_1e_9_under_every_shift(law, delta):
    P, Q = law, law.shift(delta)

    def integrand(x):
        p, q = P.pdf(x), Q.pdf(x)
        m = 0.5 * (p + q)
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = np.where(p > 0, p * np.log(p / m), 0) + np.where(q > 0, q * np.log(q / m), 0)
        return 0.5 * np.where(m > 0, terms, 0)

    expected = trapezoid(integrand, -30.0, 38.0 + abs(delta))
    expected = expected if delta >= 0 else trapezoid(integrand, -38.0, 30.0)
    assert js_laws(P, Q) == pytest.approx(expected, abs=1e-11)
    assert js_laws(Q, P) == pytest.approx(expected, abs=1e-11)
    assert f_divergence_laws(P, Q, "js") == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
@pytest.mark.parametrize("delta", SHIFTS)
def test_tv_is_right_to_1e_9_under_every_shift(law, delta):
    """By the masses between the crossings of the densities, which need no quadrature."""
    P, Q = law, law.shift(delta)
    x = np.linspace(-25.03, 25.07, 4001)
    side = np.sign(P.logpdf(x) - Q.logpdf(x))
    crossings = [
        brentq(lambda t: P.logpdf(t) - Q.logpdf(t), x[k], x[k + 1], xtol=1e-14)
        for k in np.flatnonzero(side[:-1] * side[1:] < 0)
    ]
    F = np.concatenate([[0.0], P.cdf(np.array(crossings)) - Q.cdf(np.array(crossings)), [0.0]])
    assert tv_laws(P, Q) == pytest.approx(0.5 * np.abs(np.diff(F)).sum(), abs=1e-11)
    assert f_divergence_laws(P, Q, "tv") == pytest.approx(tv_laws(P, Q), abs=1e-12)


@pytest.mark.parametrize("delta", SHIFTS)
def test_kl_of_two_bumps_is_right_to_1e_9_under_every_shift(delta):
    P, Q = two_bumps(), two_bumps().shift(delta)
    expected = trapezoid(lambda x: P.pdf(x) * (P.logpdf(x) - Q.logpdf(x)), -14.0, 14.0)
    assert kl_laws(P, Q) == pytest.approx(expected, rel=1e-11, abs=1e-13)
    assert f_divergence_laws(P, Q, "kl") == pytest.approx(expected, rel=1e-11, abs=1e-12)
    assert f_divergence_laws(Q, P, "reverse_kl") == pytest.approx(expected, rel=1e-11, abs=1e-12)


def test_far_tails_stay_finite():
    assert kl_laws(Normal(), Normal(40.0, 1.0)) == pytest.approx(800.0, rel=1e-12)
    assert kl_laws(Normal(0.0, 1.0), Normal(0.0, 1e-3)) == pytest.approx(
        kl_normals(0.0, 1.0, 1e-3), rel=1e-12
    )
    assert js_laws(Normal(), Normal(60.0, 1.0)) == pytest.approx(LOG2, rel=1e-14)
    assert tv_laws(Normal(), Normal(60.0, 1.0)) == pytest.approx(1.0, rel=1e-14)
    assert f_divergence_laws(Normal(), Normal(60.0, 1.0), "js") == pytest.approx(LOG2, rel=1e-14)
    with pytest.raises(OverflowError, match=r"p/q exceeds e\^700 near x = "):
        f_divergence_laws(Normal(), Normal(60.0, 1.0), "kl")


def test_kl_is_infinite_exactly_where_q_has_nothing():
    wide, narrow = Uniform(-1.0, 2.0), Uniform(0.0, 1.0)
    assert kl_laws(narrow, wide) == pytest.approx(log(3), rel=1e-13)
    assert kl_laws(wide, narrow) == inf
    assert kl_laws(Normal(), narrow) == inf
    assert kl_laws(narrow, Normal()) == pytest.approx(0.5 * log(2 * np.pi) + 1 / 6, rel=1e-12)
    assert f_divergence_laws(wide, narrow, "kl") == inf
    assert f_divergence_laws(narrow, wide, "kl") == pytest.approx(log(3), rel=1e-13)
    assert f_divergence_laws(narrow, wide, "reverse_kl") == inf
    hole = Mixture((0.5, 0.5), (Uniform(0, 1), Uniform(2, 3)))
    assert kl_laws(Uniform(0, 3), hole) == inf
    assert kl_laws(hole, Uniform(0, 3)) == pytest.approx(log(1.5), rel=1e-13)


def test_point_masses_are_compared_by_their_masses():
    a, b = Dirac(0.0), Dirac(3.0)
    assert (js_laws(a, b), tv_laws(a, b), kl_laws(a, b)) == (pytest.approx(LOG2), 1.0, inf)
    assert (js_laws(a, a), tv_laws(a, a), kl_laws(a, a)) == (0.0, 0.0, 0.0)
    # A point mass never meets a density.
    assert (js_laws(a, Normal()), tv_laws(a, Normal())) == (pytest.approx(LOG2), pytest.approx(1.0))
    assert kl_laws(a, Normal()) == kl_laws(Normal(), a) == inf
    half = Mixture((0.5, 0.5), (Dirac(0.0), Normal()))
    assert kl_laws(a, half) == pytest.approx(LOG2)
    assert kl_laws(Normal(), half) == pytest.approx(LOG2)
    assert kl_laws(half, a) == inf
    assert tv_laws(a, half) == pytest.approx(0.5)
    assert js_laws(a, half) == pytest.approx(js([1, 0], [0.5, 0.5]))
    for name in ("kl", "js", "tv"):
        expected = {"kl": kl_laws, "js": js_laws, "tv": tv_laws}[name](a, half)
        assert f_divergence_laws(a, half, name) == pytest.approx(expected)


@settings(max_examples=20)
@given(st.floats(-4, 4), st.floats(0.2, 3), st.floats(-4, 4), st.floats(0.2, 3), st.floats(-3, 3))
def test_divergences_do_not_depend_on_where_zero_is(m1, s1, m2, s2, delta):
    P, Q = Normal(m1, s1), Normal(m2, s2)
    moved = P.shift(delta), Q.shift(delta)
    assert js_laws(*moved) == pytest.approx(js_laws(P, Q), abs=1e-11)
    assert tv_laws(*moved) == pytest.approx(tv_laws(P, Q), abs=1e-11)
    assert kl_laws(*moved) == pytest.approx(kl_laws(P, Q), rel=1e-10, abs=1e-12)
    stretched = Normal(2 * m1, 2 * s1), Normal(2 * m2, 2 * s2)
    assert js_laws(*stretched) == pytest.approx(js_laws(P, Q), abs=1e-11)


# --- The optimal discriminator -------------------------------------------------------------------


def test_the_optimal_discriminator_is_the_share_of_the_real_density():
    P, Q, x = Normal(), two_bumps(), np.linspace(-4, 4, 33)
    expected = P.pdf(x) / (P.pdf(x) + Q.pdf(x))
    np.testing.assert_allclose(optimal_discriminator(P, Q, x), expected, rtol=1e-13)
    np.testing.assert_allclose(optimal_logit(P, Q, x), np.log(expected / (1 - expected)), rtol=1e-9)
    assert np.ndim(optimal_discriminator(P, Q, 0.3)) == 0


def test_the_logit_keeps_its_digits_where_the_discriminator_is_saturated():
    P, Q = running_pair(8.0)
    x = np.array([-20.0, 4.0, 40.0])
    np.testing.assert_allclose(optimal_logit(P, Q, x), 32.0 - 8.0 * x)
    np.testing.assert_allclose(optimal_discriminator(P, Q, x), [1.0, 0.5, np.exp(32 - 320.0)])


def test_the_discriminator_is_certain_where_one_law_is_alone_and_undetermined_where_none_is():
    P, Q = Uniform(0, 1), Uniform(0.5, 1.5)
    x = [-1.0, 0.25, 0.75, 1.25, 2.0]
    np.testing.assert_array_equal(optimal_discriminator(P, Q, x), [np.nan, 1.0, 0.5, 0.0, np.nan])
    a, b = Dirac(0.0), Mixture((0.25, 0.75), (Dirac(0.0), Dirac(1.0)))
    np.testing.assert_allclose(
        optimal_discriminator(a, b, [0.0, 1.0, 2.0]), [1 / 1.25, 0.0, np.nan]
    )


@pytest.mark.parametrize("shift", [0.0, 0.5, 2.0, 4.0])
def test_the_value_at_the_optimum_is_2_js_minus_log_4(shift):
    P, Q = running_pair(shift)
    optimum = minimax_value(P, Q)
    assert optimum == pytest.approx(2 * js_laws(P, Q) - log(4), rel=1e-14)
    at_optimum = minimax_value(P, Q, lambda x: optimal_discriminator(P, Q, x))
    assert at_optimum == pytest.approx(optimum, abs=1e-11)


@settings(max_examples=20)
@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.floats(-3, 5))
def test_no_discriminator_exceeds_the_optimum(left, right, cut):
    P, Q = running_pair(2.0)
    value = minimax_value(P, Q, lambda x: np.where(x < cut, left, right))
    F, G = P.cdf(cut), Q.cdf(cut)
    by_hand = F * log(left) + (1 - F) * log(right) + G * log(1 - left) + (1 - G) * log(1 - right)
    assert value == pytest.approx(by_hand, abs=1e-10)
    assert value <= minimax_value(P, Q) + 1e-10


def test_a_discriminator_that_is_certain_and_wrong_is_worth_minus_infinity():
    P, Q = running_pair(2.0)
    assert minimax_value(P, Q, lambda x: (x < 1.0) * 1.0) == -inf
    assert minimax_value(Uniform(0, 1), Uniform(2, 3), lambda x: (x < 1.5) * 1.0) == 0.0
    assert minimax_value(Uniform(0, 1), Uniform(2, 3)) == pytest.approx(0.0, abs=1e-14)


def test_the_value_counts_point_masses():
    value = minimax_value(Dirac(0.0), Dirac(1.0), lambda x: np.where(x < 0.5, 0.8, 0.3))
    assert value == pytest.approx(log(0.8) + log(0.7))
    assert minimax_value(Dirac(0.0), Dirac(1.0), lambda x: np.where(x < 0.5, 0.8, 1.0)) == -inf


@pytest.mark.parametrize(
    "D", [lambda x: 1.5 + 0 * x, lambda x: np.nan * x, lambda x: x[..., 0], lambda x: 0.5]
)
def test_what_is_no_discriminator_is_refused(D):
    with pytest.raises(ValueError, match=r"D must return .* probabilities in \[0, 1\]"):
        minimax_value(*running_pair(), D)


# --- The gradient it leaves ----------------------------------------------------------------------


@pytest.mark.parametrize("objective", sorted(GENERATOR_GRADIENTS))
def test_the_generators_gradient_is_the_published_value(objective):
    expected = GENERATOR_GRADIENTS[objective]
    assert generator_gradient(*running_pair(1.0), objective) == pytest.approx(expected, abs=5e-8)


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
@pytest.mark.parametrize("shift", [-3.0, -1.0, 0.5, 1.0, 2.5])
def test_the_gradients_are_those_of_js_and_kl(law, shift):
    """E[∇ log(1 − D*)] = ∇ 2 JS; E[−∇ log D*] = ∇(KL(pθ‖p) − 2 JS), by central differences."""
    h = 1e-3

    def slope(value):
        far, near = (value(shift + k * h) - value(shift - k * h) for k in (2, 1))
        return (8 * near - far) / (12 * h)

    js_slope = slope(lambda t: js_laws(law, law.shift(t)))
    kl_slope = slope(lambda t: kl_laws(law.shift(t), law))
    P, Q = law, law.shift(shift)
    assert generator_gradient(P, Q, "minimax") == pytest.approx(2 * js_slope, abs=1e-7)
    assert generator_gradient(P, Q, "nonsaturating") == pytest.approx(
        kl_slope - 2 * js_slope, rel=1e-7, abs=1e-7
    )


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
@pytest.mark.parametrize("delta", SHIFTS)
def test_gradients_are_right_to_1e_9_under_every_shift(law, delta):
    P, Q = law, law.shift(delta)

    def integrand(x, objective):
        s = P.logpdf(x) - Q.logpdf(x)
        rate = 1 / (1 + np.exp(np.clip(-s if objective == "minimax" else s, -700, 700)))
        return -Q.pdf(x) * rate * (P.score(x) - Q.score(x))

    for objective in ("minimax", "nonsaturating"):
        expected = trapezoid(lambda x, o=objective: integrand(x, o), -34.0, 34.0)
        assert generator_gradient(P, Q, objective) == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_the_minimax_gradient_dies_as_the_laws_part_and_the_other_does_not():
    gradients = [generator_gradient(*running_pair(t), "minimax") for t in (2.0, 4.0, 6.0, 8.0)]
    assert gradients == sorted(gradients, reverse=True)
    # E_Q D* · θ is below θ e^(−θ²/8): the overlap of two unit normals.
    assert 0 < gradients[-1] < 8 * np.exp(-8.0)
    assert generator_gradient(*running_pair(8.0), "nonsaturating") == pytest.approx(8.0, abs=1e-2)


def test_gradients_point_at_the_real_law_from_either_side():
    for objective in ("minimax", "nonsaturating"):
        right = generator_gradient(*running_pair(1.5), objective)
        left = generator_gradient(*running_pair(-1.5), objective)
        assert right > 0.1
        assert left == pytest.approx(-right, rel=1e-12)
        assert generator_gradient(*running_pair(0.0), objective) == pytest.approx(0.0, abs=1e-14)


def test_where_the_discriminator_is_flat_there_is_no_gradient():
    P = Uniform(0, 1)
    for t in (0.5, 1.0, 3.0):
        assert generator_gradient(P, P.shift(t), "minimax") == 0.0
        assert isnan(generator_gradient(P, P.shift(t), "nonsaturating"))
    assert generator_gradient(P, P, "nonsaturating") == 0.0


def test_bad_gradients_are_refused():
    with pytest.raises(ValueError, match=r"objective 'hinge'; known: minimax, nonsaturating$"):
        generator_gradient(Normal(), Normal(), "hinge")
    with pytest.raises(ValueError, match="both laws must have a density"):
        generator_gradient(Normal(), Dirac(0.0), "minimax")
