"""The difference of two laws' distribution functions, and where it changes sign."""

import numpy as np
import pytest
from scipy.special import ndtr

from gantutor.distributions import Dirac, Normal, Uniform, cdf_gap, running_pair, two_bumps
from gantutor.distributions.cdfs import panels, split_points


def test_the_gap_of_the_distribution_functions_keeps_its_digits_in_both_tails():
    P, Q = running_pair(2.0)
    x = np.array([-30.0, -1.0, 1.0, 3.0, 12.0])
    np.testing.assert_allclose(cdf_gap(P, Q, x)[:4], ndtr(x[:4]) - ndtr(x[:4] - 2), rtol=1e-12)
    assert cdf_gap(P, Q, 12.0) == pytest.approx(ndtr(-10.0) - ndtr(-12.0), rel=1e-12, abs=0)
    assert ndtr(12.0) - ndtr(10.0) == 0  # which plain subtraction loses
    assert np.ndim(cdf_gap(P, Q, 0.0)) == 0
    np.testing.assert_allclose(cdf_gap(Q, P, x), -cdf_gap(P, Q, x))


@pytest.mark.parametrize(
    ("P", "Q", "crossings"),
    [
        (*running_pair(2.0), []),
        (Normal(0, 1), Normal(0, 2), [0.0]),
        (Normal(0, 1), Normal(1, 2), [-1.0]),  # x = (x − 1) / 2
        (Uniform(0, 1), Uniform(0.2, 0.7), [0.4]),  # x = (x − 0.2) / 0.5
        (two_bumps(3.0, 0.5), Normal(), [-3.0, 0.0, 3.0]),
        (Dirac(0.0), Uniform(-1, 1), []),  # it jumps over G at 0, where there is a breakpoint
    ],
    ids=str,
)
def test_the_panels_are_split_where_the_distribution_functions_cross(P, Q, crossings):
    edges, parts = panels(P, Q), split_points(P, Q)
    assert set(edges) == set(P.breakpoints) | set(Q.breakpoints)
    assert set(edges) <= set(parts)
    assert (np.diff(parts) > 0).all()
    for at in crossings:
        assert np.abs(parts - at).min() < 1e-6
    inside = parts[:-1, None] + np.diff(parts)[:, None] * np.linspace(0.001, 0.999, 50)
    sign = np.sign(cdf_gap(P, Q, inside))
    assert not ((sign == 1).any(1) & (sign == -1).any(1)).any()
