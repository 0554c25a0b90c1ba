"""Transport of samples on the line: sorting against the linear program."""

import numpy as np
import pytest
from cases import w1_circles, w1_isotropic_normals, w2_squared_normals
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import wasserstein_distance

from gantutor.transport import cost_matrix, plan_line, solve, solve_by_linprog, w1, w1_line

coordinates = st.floats(-100, 100).map(lambda v: round(v, 3))


@st.composite
def weighted(draw, most=8):
    """Points on the line, ties allowed, with masses, zeros allowed."""
    n = draw(st.integers(1, most))
    x = np.array(draw(st.lists(coordinates, min_size=n, max_size=n)))
    a = np.array(draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)), dtype=float)
    assume(a.sum() > 0)
    return x, a / a.sum()


@given(weighted(), weighted())
def test_the_closed_form_is_the_linear_program(left, right):
    (x, a), (y, b) = left, right
    closed = w1_line(x, y, a, b)
    assert closed == pytest.approx(solve(cost_matrix(x, y), a, b).cost, abs=1e-10)
    assert closed == pytest.approx(wasserstein_distance(x, y, a, b), abs=1e-10)


@given(weighted(5), weighted(5))
def test_it_is_linprogs_value_too(left, right):
    (x, a), (y, b) = left, right
    reference = solve_by_linprog(cost_matrix(x, y), a, b).cost
    assert w1_line(x, y, a, b) == pytest.approx(reference, abs=1e-9)


@given(weighted(), weighted())
def test_the_monotone_plan_moves_a_to_b_at_that_cost(left, right):
    (x, a), (y, b) = left, right
    plan = plan_line(x, y, a, b)
    np.testing.assert_allclose(plan.sum(axis=1), a, atol=1e-14)
    np.testing.assert_allclose(plan.sum(axis=0), b, atol=1e-14)
    assert plan.min() >= 0
    assert np.count_nonzero(plan) <= len(x) + len(y) - 1
    C = cost_matrix(x, y)
    assert np.sum(plan * C) == pytest.approx(w1_line(x, y, a, b), abs=1e-10)
    # It is optimal for the square as well: sorted mass is the answer to every convex cost.
    assert np.sum(plan * C**2) == pytest.approx(solve(C**2, a, b).cost, abs=1e-8)


@given(weighted(), weighted())
def test_the_monotone_plan_does_not_cross(left, right):
    (x, a), (y, b) = left, right
    i, j = np.nonzero(plan_line(x, y, a, b) > 1e-12)
    order = np.lexsort((y[j], x[i]))
    assert np.all(np.diff(y[j][order]) >= 0)


@given(weighted(), weighted(), weighted())
def test_it_is_a_metric(first, second, third):
    (x, a), (y, b), (z, c) = first, second, third
    d = w1_line(x, y, a, b)
    assert d == pytest.approx(w1_line(y, x, b, a), abs=1e-11)
    assert w1_line(x, z, a, c) <= d + w1_line(y, z, b, c) + 1e-10
    assert w1_line(x, x, a, a) == pytest.approx(0.0, abs=1e-12)
    assert d >= 0


@given(weighted(), weighted(), st.floats(-50, 50), st.floats(-4, 4))
def test_it_follows_shifts_and_scalings(left, right, delta, factor):
    (x, a), (y, b) = left, right
    d = w1_line(x, y, a, b)
    assert w1_line(x + delta, y + delta, a, b) == pytest.approx(d, abs=1e-9)
    assert w1_line(factor * x, factor * y, a, b) == pytest.approx(abs(factor) * d, abs=1e-9)
    assert w1_line(x, x + delta, a, a) == pytest.approx(abs(delta), abs=1e-10)
    assert abs(w1_line(x, y + delta, a, b) - d) <= abs(delta) + 1e-9


def test_uniform_samples_are_sorted_and_paired():
    assert w1_line([3.0, 1.0, 2.0], [2.5, 1.5, 3.5]) == pytest.approx(0.5)
    plan = plan_line([3.0, 1.0, 2.0], [2.5, 1.5, 3.5])
    np.testing.assert_allclose(plan, np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]]) / 3)
    assert w1_line([0.0], [1.0, 2.0, 6.0]) == pytest.approx(3.0)
    assert w1_line(np.zeros((4, 1)), np.ones((2, 1))) == 1.0


def test_equally_spaced_quantiles_approach_the_closed_form_of_w2():
    u = (np.arange(20_000) + 0.5) / 20_000
    x, y = ndtri(u), 1.0 + 2.0 * ndtri(u)
    assert np.mean((x - y) ** 2) == pytest.approx(w2_squared_normals(1.0, 1.0, 2.0), rel=1e-3)


@pytest.mark.parametrize("f", [w1_line, plan_line])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], [1.0]), "x must hold at least one sample"),
        (([1.0], [float("nan")]), "y must be finite, got nan"),
        (([[0.0, 1.0]], [[1.0, 2.0]]), "must lie on the line, got dimension 2"),
        (([1.0], [[1.0, 2.0]]), "the same dimension, got 1 and 2"),
        (([1.0, 2.0], [1.0], [0.5, 0.4]), "a must sum to 1, got 0.9"),
        (([1.0, 2.0], [1.0], [1.5, -0.5]), "a must not be negative"),
        (([1.0, 2.0], [1.0], None, [0.5, 0.5]), "b must hold one mass for each of 1 points, got 2"),
    ],
)
def test_bad_samples_are_refused(f, arguments, message):
    with pytest.raises(ValueError, match=message):
        f(*arguments)


# --- w1, which chooses ---------------------------------------------------------------------------


def test_w1_sorts_on_the_line_and_solves_in_the_plane():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=30), rng.normal(1.0, 1.0, size=50)
    assert w1(x, y) == w1(x[:, None], y[:, None]) == w1_line(x, y)
    # The same points laid along a slanted line in the plane have the same distances.
    along = np.array([0.6, 0.8])
    assert w1(x[:, None] * along, y[:, None] * along) == pytest.approx(w1_line(x, y), rel=1e-12)


def test_w1_of_a_shifted_sample_is_the_length_of_the_shift():
    x = np.random.default_rng(1).normal(size=(80, 3))
    assert w1(x, x + np.array([1.0, -2.0, 2.0])) == pytest.approx(3.0, rel=1e-12)
    assert w1(x, x[::-1]) == pytest.approx(0.0, abs=1e-12)


def test_w1_of_circles_is_the_difference_of_their_radii():
    angle = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    assert w1(1.5 * circle, 0.25 * circle) == pytest.approx(w1_circles(1.5, 0.25), rel=1e-12)


@pytest.mark.parametrize("d", [2, 5])
def test_w1_of_stretched_samples_is_the_mean_of_their_norms(d):
    """y = 2x moves along rays, which is optimal: the critic ‖y‖ − ‖x‖ proves it."""
    x = np.random.default_rng(d).normal(size=(400, d))
    exact = np.linalg.norm(x, axis=1).mean()
    assert w1(x, 2 * x) == pytest.approx(exact, rel=1e-12)
    # And that mean has a closed form, met within its sampling error (4 standard errors).
    assert exact == pytest.approx(w1_isotropic_normals(d, 1.0, 2.0), abs=4 * 0.7 / 20)


def test_w1_takes_masses_and_refuses_bad_ones():
    x, y = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[0.0, 3.0]])
    assert w1(x, y, a=[1.0, 0.0]) == pytest.approx(3.0)
    assert w1(x, y, a=[0.5, 0.5]) == pytest.approx(0.5 * 3 + 0.5 * 10**0.5)
    with pytest.raises(ValueError, match=r"a must sum to 1, got 0.97"):
        w1(x, y, a=[0.5, 0.47])
    with pytest.raises(ValueError, match="the same dimension, got 2 and 1"):
        w1(x, [1.0])
