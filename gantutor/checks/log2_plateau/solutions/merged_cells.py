import numpy as np
from scipy.special import xlogy


def merged_cells(p, q):
    """Why JS never grows when two cells with the masses p, q are merged."""
    mass = p + q
    share = p / mass  # of real mass, in each cell

    def h(s):
        # BLANK (a) so that a cell adds mass · h(share) to JS
        return (xlogy(s, 2 * s) + xlogy(1 - s, 2 * (1 - s))) / 2

    def curvature(s):
        return 1 / (2 * s * (1 - s))  # BLANK (b) h''(s)

    weights = mass / mass.sum()  # BLANK (c) for the mean of the shares
    # BLANK (d) JS before the merge, minus JS after it
    lost = np.sum(mass * h(share)) - np.sum(mass) * h(weights @ share)
    nothing = np.isclose(share[0], share[1])  # BLANK (e) is lost = 0?
    return h, curvature, weights, lost, nothing
