import numpy as np


def prices_from_plan(C, plan):
    """Prices f (n,), g (m,) from a plan (n, m); whether it is optimal."""
    there = C  # BLANK (a) lengths of the arcs from heaps to holes, (n, m)
    # BLANK (b) lengths of the arcs from holes back to heaps, (n, m)
    back = np.where(plan > 0, -C, np.inf)
    heaps = np.zeros(len(C))  # a path may begin at any heap
    for _ in range(len(C)):
        before = heaps
        holes = np.min(heaps[:, None] + there, axis=0)
        heaps = np.minimum(heaps, np.min(holes + back, axis=1))
    optimal = np.allclose(before, heaps)  # BLANK (c) is the plan optimal?
    f = -heaps  # BLANK (d) the loading prices
    g = holes  # BLANK (e) the unloading prices
    return there, back, optimal, f, g
