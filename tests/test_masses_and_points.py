"""What a caller hands in is checked, and never repaired in silence."""

import numpy as np
import pytest
from jaxtyping import TypeCheckError

from gantutor.distributions import masses, point_pair, points, uniform_masses


def test_good_masses_come_back_as_they_are():
    vector = masses([0.25, 0.75], "a")
    np.testing.assert_array_equal(vector, [0.25, 0.75])
    assert vector.dtype == np.float64
    assert vector.flags.c_contiguous
    strided = np.array([[0.5, 9.0], [0.5, 9.0]])[:, 0]
    assert masses(strided).flags.c_contiguous
    np.testing.assert_array_equal(masses([0, 1]), [0.0, 1.0])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "a must hold at least one mass, got none"),
        ([[0.5, 0.5]], r"a must be a vector, got shape \(1, 2\)"),
        (1.0, r"a must be a vector, got shape \(\)"),
        ([0.5, float("nan")], "a must be finite, got nan at index 1"),
        ([float("inf"), 0.5], "a must be finite, got inf at index 0"),
        ([1.5, -0.5], "a must not be negative, got -0.5 at index 1"),
        ([0.5, 0.47], r"a must sum to 1, got 0.97 \(n=2\)"),
        ([1.0, 1.0], r"a must sum to 1, got 2 \(n=2\)"),
        ([0.0, 0.0], "a must sum to 1, got 0"),
    ],
)
def test_bad_masses_are_named(values, message):
    with pytest.raises(ValueError, match=message):
        masses(values, "a")


def test_uniform_masses_need_a_point():
    np.testing.assert_array_equal(uniform_masses(4), [0.25] * 4)
    with pytest.raises(ValueError, match="at least one point, got n=0"):
        uniform_masses(0)


def test_a_vector_of_samples_becomes_a_column():
    np.testing.assert_array_equal(points([1, 2]), [[1.0], [2.0]])
    assert points(np.zeros((3, 5), dtype=np.float32)).dtype == np.float64


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([], r"x must hold at least one sample, got shape \(0,\)"),
        (np.zeros((3, 0)), "x must hold at least one sample"),
        (1.0, r"x must have shape \(n,\) or \(n, d\), got \(\)"),
        (np.zeros((2, 2, 2)), r"got \(2, 2, 2\)"),
        ([[0.0, float("nan")]], "x must be finite, got nan"),
        ([float("-inf")], "x must be finite, got -inf"),
    ],
)
def test_bad_samples_are_named(x, message):
    with pytest.raises(ValueError, match=message):
        points(x)


def test_samples_of_unequal_dimension_do_not_meet():
    with pytest.raises(ValueError, match="the same dimension, got 2 and 3"):
        point_pair(np.zeros((4, 2)), np.zeros((4, 3)))
    with pytest.raises(ValueError, match="y must hold at least one sample"):
        point_pair([1.0], [])


def test_annotations_are_checked_while_tests_run():
    with pytest.raises(TypeCheckError):
        uniform_masses("3")
