import numpy as np

from gantutor.transport import w1_line


def by_trying(places, masses):
    costs = [w1_line([theta], places, [1.0], masses) for theta in places]
    best = [x for x, cost in zip(places, costs, strict=True) if cost < min(costs) + 1e-9]
    return min(best), max(best), min(costs)


def by_slopes(places, masses):
    left = np.array([masses[places < x].sum() for x in places])
    right = np.array([masses[places > x].sum() for x in places])
    best = places[(left <= 0.5 + 1e-9) & (right <= 0.5 + 1e-9)]
    cost = np.dot(masses, np.abs(places - best[0]))
    return np.array([best.min(), best.max(), cost])


def one_after_the_other(places, masses):
    below, low = 0.0, None
    for x, mass in sorted(zip(places, masses, strict=True)):
        below += mass
        if low is None and below >= 0.5 - 1e-12:
            low = x
        if below > 0.5 + 1e-12:
            return low, x, sum(m * abs(low - x) for x, m in zip(places, masses, strict=True))
    return None
