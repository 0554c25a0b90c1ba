"""The best critic of one hidden layer with norms 1, against a search and known shares."""

from math import sqrt

import numpy as np
import pytest

from gantutor.distributions import Normal, Uniform, two_bumps
from gantutor.transport import best_relu_unit, relu_unit_gap, w1_laws

PAIRS = {
    "moved": (Normal(0, 1), Normal(2, 1)),
    "wider": (Normal(0, 1), Normal(0, 2)),
    "wider and moved": (Normal(0, 1), Normal(1, 2)),
    "boxes": (Uniform(0, 1), Uniform(0.2, 0.7)),
    "two bumps": (two_bumps(3.0, 0.5), two_bumps(1.5, 0.3)),
    "bumps in one": (Normal(0, 1), two_bumps(3.0, 0.2)),
    "same": (Normal(0, 1), Normal(0, 1)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_best_relu_unit_is_the_best_of_all(name):
    P, Q = PAIRS[name]
    best = best_relu_unit(P, Q)
    knots = np.linspace(-8, 8, 65)
    others = [abs(relu_unit_gap(P, Q, t, side)) for side in ("right", "left") for t in knots]
    assert best.gap == pytest.approx(
        best.sign * relu_unit_gap(P, Q, best.knot, best.side), abs=1e-12
    )
    assert max(others) <= best.gap + 1e-10
    assert max(others) >= best.gap - 1e-2
    assert abs(P.mean - Q.mean) - 1e-12 <= best.gap <= w1_laws(P, Q) + 1e-12


def test_the_gap_of_a_unit_is_a_difference_of_means():
    P, Q = PAIRS["wider and moved"]
    x, y = P.sample(400_000, 0), Q.sample(400_000, 1)
    for side, t in (("right", 0.7), ("left", -0.4)):
        way = 1 if side == "right" else -1
        f = [np.maximum(0, way * (s - t)) for s in (x, y)]
        assert relu_unit_gap(P, Q, t, side) == pytest.approx(f[0].mean() - f[1].mean(), abs=0.01)
    assert relu_unit_gap(Uniform(0, 1), Uniform(2, 3), 4.0) == 0.0


def test_known_shares():
    """A law moved keeps all of W1; one that only widens, half of it: σ√(2/π) − √(2/π), halved."""
    moved, wider = (best_relu_unit(*PAIRS[name]) for name in ("moved", "wider"))
    assert moved.gap == pytest.approx(2.0)
    assert wider.gap == pytest.approx(sqrt(2 / np.pi) / 2)
    assert wider.knot == pytest.approx(0.0, abs=1e-9)
    assert w1_laws(*PAIRS["wider"]) == pytest.approx(sqrt(2 / np.pi))


def test_another_side_is_refused():
    with pytest.raises(ValueError, match="unknown side 'up'; known: right, left"):
        relu_unit_gap(Normal(), Normal(), 0.0, "up")
