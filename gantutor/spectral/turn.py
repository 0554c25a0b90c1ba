"""How much a network of layers of norm 1 can turn a slope round.

A ReLU network whose layers all have norm 1 is 1-Lipschitz. Not every 1-Lipschitz function is such
a network: to turn a slope round costs some of it.
"""

from math import sqrt


def turn_bound(depth: int) -> float:
    """Return what half the change of slope cannot exceed in a ReLU network of layers of norm 1.

    With slope s at one point of a straight line and −t at another, (s + t)/2 is at most 1/2 for
    two layers of weights and √((L − 2)/L) for L ≥ 3, at any width; reached for two and three
    layers. One layer cannot turn: 0. It tends to 1, slowly. ValueError for a depth below 1.
    """
    if depth < 1:
        raise ValueError(f"depth must be at least 1, got {depth}")
    return 0.0 if depth == 1 else 0.5 if depth == 2 else sqrt((depth - 2) / depth)
