"""Potentials: c-transforms, extensions, slopes."""

from itertools import pairwise

import numpy as np
import pytest
from cases import CLIP_SLOPE_BOUNDS, clip_slope
from hypothesis import given
from hypothesis import strategies as st

from gantutor.distributions import Ring
from gantutor.transport import (
    c_transform,
    clip_slope_bound,
    cost_matrix,
    extend,
    lipschitz_constant,
    solve,
)

seeds = st.integers(0, 2**32 - 1)


def clouds(seed, n=25, m=20):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(n, 2)), rng.normal([1.0, 0.5], [0.5, 2.0], size=(m, 2))
    return x, y, rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(m))


@given(seeds)
def test_the_c_transform_keeps_the_dual_value_and_is_1_lipschitz(seed):
    x, y, a, b = clouds(seed)
    C = cost_matrix(x, y)
    answer = solve(C, a, b)
    f = c_transform(C, answer.g)
    np.testing.assert_allclose(f, answer.f, atol=1e-12)  # every x has mass here
    assert a @ f + b @ answer.g == pytest.approx(answer.cost, abs=1e-12)
    assert lipschitz_constant(f, x) <= 1 + 1e-12
    g = c_transform(C.T, f)
    assert a @ f + b @ g == pytest.approx(answer.cost, abs=1e-12)


@given(seeds)
def test_any_g_gives_a_lower_bound_which_transforms_only_raise(seed):
    x, y, a, b = clouds(seed)
    C = cost_matrix(x, y)
    g = np.random.default_rng(seed + 1).normal(size=len(y))
    f = c_transform(C, g)
    assert (f[:, None] + g <= C + 1e-12).all()
    better = c_transform(C.T, f)
    assert (better >= g - 1e-12).all()
    np.testing.assert_allclose(c_transform(C, better), f, atol=1e-12)  # three are one
    assert a @ f + b @ g <= a @ f + b @ better + 1e-12 <= solve(C, a, b).cost + 2e-12


@given(seeds)
def test_the_extension_is_1_lipschitz_everywhere_and_is_the_critic_of_the_dual(seed):
    """Kantorovich–Rubinstein on samples: E_P f − E_Q f = W1 with one 1-Lipschitz f."""
    x, y, a, b = clouds(seed)
    answer = solve(cost_matrix(x, y), a, b)
    np.testing.assert_allclose(extend(x, y, answer.g), answer.f, atol=1e-12)
    at_y = extend(y, y, answer.g)
    np.testing.assert_allclose(at_y, -answer.g, atol=1e-12)
    assert a @ answer.f - b @ at_y == pytest.approx(answer.cost, abs=1e-12)
    anywhere = np.random.default_rng(seed).uniform(-5, 5, size=(60, 2))
    assert lipschitz_constant(extend(anywhere, y, answer.g), anywhere) <= 1 + 1e-12


@given(seeds)
def test_no_1_lipschitz_critic_sees_more_than_w1(seed):
    x, y, a, b = clouds(seed)
    rng = np.random.default_rng(seed)
    w = rng.normal(size=(2, 16))
    features = np.concatenate([x, y]) @ w + rng.normal(size=16)
    values = np.maximum(features, 0) @ rng.normal(size=16)
    slope = lipschitz_constant(values, np.concatenate([x, y]))
    estimate = (a @ values[: len(x)] - b @ values[len(x) :]) / slope
    assert estimate <= solve(cost_matrix(x, y), a, b).cost + 1e-12


def test_the_potential_of_a_shifted_ring_falls_along_the_shift():
    x = Ring().sample(100, 0)
    y = x + np.array([1.0, 0.0])
    answer = solve(cost_matrix(x, y))
    assert answer.cost == pytest.approx(1.0, rel=1e-12)
    at = np.array([[0.0, 0.0], [3.0, 0.0]])
    assert np.diff(extend(at, y, answer.g))[0] < 0  # high on real, low on fake


def test_extension_takes_points_on_the_line():
    np.testing.assert_allclose(extend([0.0, 1.0, 4.0], [1.0, 2.0], [0.0, 0.5]), [1.0, 0.0, 1.5])


@pytest.mark.parametrize(
    ("C", "g", "message"),
    [
        (np.ones((3, 2)), np.ones(3), r"C must be \(n, m\) and g \(m,\) .*got \(3, 2\) and \(3,\)"),
        (np.ones(3), np.ones(3), r"got \(3,\) and \(3,\)"),
        (np.ones((3, 0)), np.ones(0), r"with m ≥ 1"),
        (np.ones((1, 2)), np.array([0.0, np.nan]), "must not hold NaN"),
        (np.array([[0.0, np.nan]]), np.zeros(2), "must not hold NaN"),
    ],
)
def test_bad_transforms_are_refused(C, g, message):
    with pytest.raises(ValueError, match=message):
        c_transform(C, g)


def test_bad_extensions_are_refused():
    with pytest.raises(ValueError, match="the same dimension, got 1 and 2"):
        extend([0.0], [[0.0, 1.0]], [0.0])
    with pytest.raises(ValueError, match=r"at must be finite"):
        extend([np.nan], [0.0], [0.0])
    with pytest.raises(ValueError, match=r"got \(1, 2\) and \(3,\)"):
        extend([0.0], [0.0, 1.0], [0.0, 1.0, 2.0])


# --- Slopes --------------------------------------------------------------------------------------


def test_the_steepest_chord_is_found():
    assert lipschitz_constant([0.0, 1.0, 4.0], [0.0, 1.0, 2.0]) == 3.0
    assert lipschitz_constant([0.0, 5.0], [[0.0, 0.0], [3.0, 4.0]]) == 1.0
    assert lipschitz_constant([2.0, 2.0, 2.0], [0.0, 0.0, 1.0]) == 0.0
    assert lipschitz_constant([1.0, 1.0], [2.0, 2.0]) == 0.0
    assert lipschitz_constant([1.0, 2.0, 0.0], [2.0, 2.0, 3.0]) == float("inf")


@pytest.mark.parametrize(
    ("f", "x", "message"),
    [
        ([1.0], [1.0], "at least two points"),
        ([1.0, 2.0], [1.0, 2.0, 3.0], r"got f \(2,\) and x \(3,\)"),
        ([[1.0], [2.0]], [1.0, 2.0], "one value for each"),
        ([1.0, np.nan], [1.0, 2.0], "f must be finite, got nan"),
        ([1.0, 2.0], [1.0, np.inf], "x must be finite, got inf"),
    ],
)
def test_bad_slopes_are_refused(f, x, message):
    with pytest.raises(ValueError, match=message):
        lipschitz_constant(f, x)


@pytest.mark.parametrize("c", sorted(CLIP_SLOPE_BOUNDS))
def test_the_clip_bound_is_arithmetic(c):
    bound = clip_slope_bound((2, 512, 512, 512, 1), c)
    assert bound == pytest.approx(CLIP_SLOPE_BOUNDS[c], rel=2e-4)
    assert bound == pytest.approx(clip_slope(c, 512, 4, 2), rel=1e-13)


def relu_network(weights, x):
    for layer in weights[:-1]:
        x = np.maximum(x @ layer, 0)
    return (x @ weights[-1])[:, 0]


def test_the_clip_bound_is_reached_by_the_network_of_all_c():
    widths, c = (2, 7, 5, 1), 0.3
    weights = [np.full(shape, c) for shape in pairwise(widths)]
    along = np.array([[1.0, 1.0], [2.0, 2.0]])
    slope = lipschitz_constant(relu_network(weights, along), along)
    assert slope == pytest.approx(clip_slope_bound(widths, c), rel=1e-13)


@given(seeds, st.floats(0.01, 2.0))
def test_no_clipped_network_is_steeper_than_its_bound(seed, c):
    rng, widths = np.random.default_rng(seed), (2, 6, 6, 1)
    weights = [rng.uniform(-c, c, s) for s in pairwise(widths)]
    x = rng.normal(size=(40, 2))
    slope = lipschitz_constant(relu_network(weights, x), x)
    assert slope <= clip_slope_bound(widths, c) * (1 + 1e-12)


@pytest.mark.parametrize(
    ("widths", "c", "message"),
    [
        ((2,), 0.1, r"at least two whole numbers ≥ 1, got \(2,\)"),
        ((2, 0, 1), 0.1, r"got \(2, 0, 1\)"),
        ((2, 1), -0.1, "c must be finite and not negative, got -0.1"),
        ((2, 1), float("nan"), "c must be finite"),
    ],
)
def test_bad_bounds_are_refused(widths, c, message):
    with pytest.raises(ValueError, match=message):
        clip_slope_bound(widths, c)
