"""The adaptive rule, against integrals that are known."""

from math import exp, log, pi, sqrt

import numpy as np
import pytest

from gantutor.distributions.quadrature import (
    integrate,
    integrate_panels,
    with_sign_changes,
)


@pytest.mark.parametrize(
    ("f", "edges", "value"),
    [
        (lambda x: x**39, [0.0, 1.0], 1 / 40),  # one 20-point panel is exact to degree 39
        (np.cos, [0.0, pi / 2], 1.0),
        (lambda x: np.exp(-0.5 * x**2), [-12.0, -1.0, 12.0], sqrt(2 * pi)),
        (lambda x: np.exp(-0.5 * (x / 1e-3) ** 2), [-1.0, 0.0, 1.0], 1e-3 * sqrt(2 * pi)),
        (lambda x: np.abs(x - 0.1234), [-1.0, 1.0], (1.1234**2 + 0.8766**2) / 2),
        (lambda x: np.where(x > 1 / 3, 1.0, 0.0), [0.0, 1.0], 2 / 3),
        # In the blind ends of the rule, where no node lies.
        (lambda x: np.where(x > 0.001, 1.0, 0.0), [0.0, 1.0], 0.999),
        (lambda x: np.abs(x - 0.50002), [0.0, 1.0], (0.50002**2 + 0.49998**2) / 2),
        (np.sqrt, [0.0, 1.0], 2 / 3),
        (np.log, [0.0, 1.0], -1.0),
        (lambda x: x * np.log(x), [0.0, 1.0], -0.25),
        (lambda x: 1 / (1 + np.exp(-50 * x)), [-1.0, 1.0], 1.0),
        (lambda x: 1e-30 * np.exp(x), [0.0, 1.0], 1e-30 * (exp(1) - 1)),
        (lambda x: 1e30 / x, [1.0, 2.0], 1e30 * log(2)),
    ],
)
def test_known_integrals(f, edges, value):
    assert integrate(f, edges) == pytest.approx(value, rel=1e-12, abs=0)


def test_each_panel_has_its_own_integral():
    edges = [0.0, 1.0, 1.0, 3.0, 10.0]
    np.testing.assert_allclose(integrate_panels(lambda x: 2 * x, edges), [1.0, 0.0, 8.0, 91.0])
    assert integrate_panels(np.cos, [1.0]).shape == (0,)
    assert integrate(np.cos, []) == 0.0


def test_edges_are_never_evaluated():
    seen = []
    integrate(lambda x: seen.append(x.ravel()) or x, [0.0, 1.0])
    x = np.concatenate(seen)
    assert (x > 0).all()
    assert (x < 1).all()


@pytest.mark.parametrize("edges", [[1.0, 0.0], [0.0, np.nan], [0.0, np.inf], np.zeros((1, 2))])
def test_bad_edges(edges):
    with pytest.raises(ValueError, match="edges must be finite and increasing"):
        integrate(np.cos, edges)


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="not finite at x"):
        integrate(lambda x: np.where(x > 0.5, np.nan, x), [0.0, 1.0])


def test_what_does_not_converge_is_refused():
    # |x|⁻⁰·⁹⁹ has an integral, but two thirds of it lie within 2⁻⁶⁰ of zero.
    with pytest.raises(ArithmeticError, match="did not converge near x = 0"):
        integrate(lambda x: np.abs(x) ** -0.99, [0.0, 1.0])


@pytest.mark.parametrize(
    ("f", "edges", "changes"),
    [
        (lambda x: x - 0.3, [0.0, 1.0], [0.3]),
        (lambda x: x - 1e-5, [0.0, 1.0, 2.0], [1e-5]),  # right beside an edge
        (lambda x: x - 1.0, [0.0, 1.0, 2.0], []),  # at an edge, which is there already
        (lambda x: np.where(x < 0.7, -1.0, 1.0), [0.0, 1.0], [0.7]),  # a jump
        (lambda x: (x - 0.5) ** 2, [0.0, 1.0], []),  # touches zero
        (lambda x: np.clip(x, None, 0.3) - np.clip(x, 0.6, None) + 0.3, [0.0, 1.0], []),
        (lambda x: np.clip(np.abs(x) - 1, 0, None) * np.sign(x), [-2.0, 2.0], None),  # flat zero
        (np.cos, [0.0, 3.0, 6.0], [pi / 2, 3 * pi / 2]),
        (np.cos, [], []),
        (np.cos, [1.0], []),
    ],
)
def test_sign_changes_are_found(f, edges, changes):
    found = with_sign_changes(f, np.array(edges))
    assert np.all(np.diff(found) > 0)
    new = [x for x in found if min(np.abs(x - np.array(edges)), default=1.0) > 1e-12]
    if changes is None:  # anywhere on the flat part
        assert len(new) == 1
        assert -1 <= new[0] <= 1
    else:
        np.testing.assert_allclose(new, changes, rtol=1e-12)
