"""Transport between laws on the line: closed forms, quantiles, the linear program."""

import numpy as np
import pytest
from cases import W1_NORMAL_EXAMPLE, w1_normals
from hypothesis import given, settings
from hypothesis import strategies as st

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
    cost_matrix,
    lipschitz_constant,
    potential_laws,
    solve,
    w1_laws,
    w1_line,
)

SHIFTS = [-8.0, -5.3, -3.0, -1.0, -0.25, 0.0, 0.01, 0.7, 1.5, 3.0, 4.4, 6.0, 8.0]
LAWS = [
    Normal(),
    Normal(0.5, 2.0),
    Uniform(),
    Uniform(-3.0, 3.0),
    two_bumps(),
    two_bumps(2.0, 0.3),
    Dirac(0.5),
    Mixture((0.2, 0.8), (Dirac(0.0), Uniform(1.0, 2.0))),
]
PAIRS = [
    (Normal(), Normal(0.0, 2.0)),
    (Normal(1.0, 0.5), Normal(0.0, 2.0)),
    (Normal(), two_bumps()),
    (Uniform(), Normal()),
    (two_bumps(3.0, 0.5), two_bumps(1.0, 0.3).shift(0.4)),
    (Uniform(0.0, 4.0), Uniform(1.0, 2.0)),
    (Dirac(0.3), Normal()),
    (Mixture((0.5, 0.5), (Uniform(0, 1), Uniform(3, 4))), Uniform(0.0, 4.0)),
]

laws = st.one_of(
    st.builds(Normal, st.floats(-5, 5), st.floats(0.1, 3)),
    st.builds(lambda a, w: Uniform(a, a + w), st.floats(-5, 5), st.floats(0.1, 6)),
    st.builds(two_bumps, st.floats(0.5, 5), st.floats(0.1, 1)),
    st.builds(Dirac, st.floats(-5, 5)),
)


@pytest.mark.parametrize("law", LAWS, ids=repr)
@pytest.mark.parametrize("delta", SHIFTS)
def test_a_law_and_its_shift_are_that_far_apart(law, delta):
    assert w1_laws(law, law.shift(delta)) == pytest.approx(abs(delta), abs=1e-11)


@pytest.mark.parametrize("m", SHIFTS)
@pytest.mark.parametrize(("s1", "s2"), [(1.0, 1.0), (1.0, 2.0), (2.0, 0.5), (1.0, 1.001)])
def test_normals_have_a_closed_form(m, s1, s2):
    assert w1_laws(Normal(0.0, s1), Normal(m, s2)) == pytest.approx(
        w1_normals(m, s1, s2), abs=1e-11
    )


def test_the_published_example():
    assert w1_laws(Normal(0, 1), Normal(1, 2)) == pytest.approx(W1_NORMAL_EXAMPLE, abs=5e-7)


@pytest.mark.parametrize(("P", "Q"), PAIRS, ids=repr)
def test_it_is_the_integral_over_the_quantiles_too(P, Q):
    """∫ |F⁻¹ − G⁻¹| du by the midpoint rule, an integral along the other axis."""
    u = (np.arange(20_000) + 0.5) / 20_000
    expected = np.mean(np.abs(P.quantile(u) - Q.quantile(u)))
    assert w1_laws(P, Q) == pytest.approx(expected, rel=2e-4)


@pytest.mark.parametrize(("P", "Q"), PAIRS, ids=repr)
def test_samples_approach_it(P, Q):
    """Equally likely quantiles are the best n points; their exact W1 differs by O(1/n)."""
    u = (np.arange(4000) + 0.5) / 4000
    assert w1_line(P.quantile(u), Q.quantile(u)) == pytest.approx(w1_laws(P, Q), rel=1e-3)


def test_worked_examples():
    # F − G is x/4 on [0, 1], 1 − 3x/4 … on [1, 2], x/4 − 1 on [2, 4], zero at x = 4/3.
    area = 1 / 8 + 0.5 * 0.25 / 3 + 0.5 * 0.5 * 2 / 3 + 0.5 * 0.5 * 2
    assert w1_laws(Uniform(0, 4), Uniform(1, 2)) == pytest.approx(area, rel=1e-12)
    assert w1_laws(Dirac(0.0), Normal()) == pytest.approx(np.sqrt(2 / np.pi), rel=1e-12)
    assert w1_laws(Dirac(-1.0), Dirac(2.5)) == pytest.approx(3.5, rel=1e-14)
    assert w1_laws(Dirac(2.0), Uniform(0, 4)) == pytest.approx(1.0, rel=1e-12)


@settings(max_examples=20)
@given(laws, laws)
def test_it_is_symmetric_and_bounds_the_difference_of_means(P, Q):
    d = w1_laws(P, Q)
    assert d == pytest.approx(w1_laws(Q, P), abs=1e-11)
    assert abs(P.mean - Q.mean) <= d + 1e-10
    # The independent plan costs at most E|x − y| ≤ √(σ² + τ² + (difference of means)²).
    assert d <= np.sqrt(P.std**2 + Q.std**2 + (P.mean - Q.mean) ** 2) + 1e-10
    assert w1_laws(P, P) == 0


@settings(max_examples=20)
@given(laws, laws, laws)
def test_it_obeys_the_triangle_inequality(P, Q, R):
    assert w1_laws(P, R) <= w1_laws(P, Q) + w1_laws(Q, R) + 1e-10


@settings(max_examples=20)
@given(laws, laws, st.floats(-8, 8))
def test_moving_both_changes_nothing_and_moving_one_at_most_the_shift(P, Q, delta):
    d = w1_laws(P, Q)
    assert w1_laws(P.shift(delta), Q.shift(delta)) == pytest.approx(d, abs=1e-10)
    assert abs(w1_laws(P, Q.shift(delta)) - d) <= abs(delta) + 1e-10


# --- The potential -------------------------------------------------------------------------------


def expectation(law, f):
    """E f(X) by the midpoint rule, for a vectorised f that may have kinks."""
    edges = np.linspace(law.breakpoints[0], law.breakpoints[-1], 4001)
    middle = 0.5 * (edges[1:] + edges[:-1])
    dense = np.diff(edges) @ (f(middle) * law.pdf(middle))
    return dense + sum(mass * float(f(at)) for at, mass in law.atoms)


def test_the_potential_of_a_shift_is_a_line_downhill_from_real_to_fake():
    x = np.linspace(-6, 8, 15)
    np.testing.assert_allclose(potential_laws(*running_pair(2.0), x), -x, atol=1e-12)
    np.testing.assert_allclose(potential_laws(*running_pair(-2.0), x), x, atol=1e-12)
    P = two_bumps().shift(1.0)
    np.testing.assert_allclose(potential_laws(P, P.shift(3.0), x), 1.0 - x, atol=1e-12)


def test_the_potential_of_two_widths_is_a_tent():
    """Real inside, fake outside: f = E|X| − |x|, the radial critic."""
    x = np.linspace(-5, 5, 21)
    np.testing.assert_allclose(
        potential_laws(Normal(0, 1), Normal(0, 2), x), np.sqrt(2 / np.pi) - np.abs(x), atol=1e-12
    )
    np.testing.assert_allclose(
        potential_laws(Normal(0, 2), Normal(0, 1), x),
        np.abs(x) - 2 * np.sqrt(2 / np.pi),
        atol=1e-12,
    )


def test_equal_laws_have_a_flat_potential():
    np.testing.assert_array_equal(potential_laws(two_bumps(), two_bumps(), [-3.0, 0.0, 9.0]), 0.0)
    assert potential_laws(Dirac(1.0), Dirac(1.0), 4.0) == 0.0


@pytest.mark.parametrize(("P", "Q"), [*PAIRS, (Normal(), Normal(8.0, 1.0))], ids=repr)
def test_the_potential_attains_w1_in_its_gauge_with_slope_at_most_one(P, Q):
    assert expectation(P, lambda x: potential_laws(P, Q, x)) == pytest.approx(0, abs=1e-4)
    at_fake = expectation(Q, lambda x: potential_laws(P, Q, x))
    assert at_fake == pytest.approx(-w1_laws(P, Q), abs=1e-4)
    x = np.linspace(-7, 12, 400)
    f = potential_laws(P, Q, x)
    assert lipschitz_constant(f, x) <= 1 + 1e-9
    # f' = sign(G − F): check it on every chord that does not straddle a change of sign.
    sign = np.sign(cdf_gap(P, Q, x))
    same = sign[:-1] == sign[1:]
    settled = same & (np.sign(cdf_gap(P, Q, 0.5 * (x[:-1] + x[1:]))) == sign[:-1])
    np.testing.assert_allclose((np.diff(f) / np.diff(x))[settled], -sign[:-1][settled], atol=1e-9)


@pytest.mark.parametrize(("P", "Q"), PAIRS[:6], ids=repr)
def test_the_linear_programs_potential_approaches_it(P, Q):
    n = 300
    u = (np.arange(n) + 0.5) / n
    x, y = P.quantile(u), Q.quantile(u)
    f = solve(cost_matrix(x, y)).f
    limit = potential_laws(P, Q, x)
    # Both are 1-Lipschitz; they differ by about a spacing of the points, more in the tails.
    assert np.mean(np.abs(f - limit)) < 0.05


def test_points_may_lie_anywhere_and_in_any_order():
    x = np.array([[300.0, -2.0], [0.5, -300.0]])
    np.testing.assert_allclose(potential_laws(*running_pair(2.0), x)[:, 1], [2.0, 38.0], atol=50)
    near = potential_laws(*running_pair(2.0), [[1.0, -1.0], [0.5, 1.0]])
    np.testing.assert_allclose(near, [[-1.0, 1.0], [-0.5, -1.0]], atol=1e-12)
    assert np.ndim(potential_laws(*running_pair(2.0), 0.5)) == 0


@pytest.mark.parametrize("x", [np.nan, [0.0, np.inf]])
def test_points_must_be_finite(x):
    with pytest.raises(ValueError, match="x must be finite, got"):
        potential_laws(*running_pair(), x)
