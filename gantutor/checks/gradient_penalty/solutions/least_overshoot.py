import numpy as np


def least_overshoot(flow, rho, width, weight):
    """The steps of the proof that I = Σ flow²/ρ · width is at least W1²."""
    w1 = np.sum(flow) * width
    # 1. The flow is a product u·v of two arrays, such that Σ u² · width
    #    is I, and Σ v² · width is known, whatever ρ is.
    u = flow / np.sqrt(rho)  # BLANK (a) the first factor
    v = np.sqrt(rho)  # BLANK (b) the second factor
    # 2. Cauchy and Schwarz: (Σ u·v · width)² is at most
    #    (Σ u² · width) · (Σ v² · width).
    least_excess = w1**2  # BLANK (c) so that I is at least this
    # 3. The logged gap is W1 + I/(2 · weight).
    least_gap = w1 + w1**2 / (2 * weight)  # BLANK (d) it is at least this
    # 4. The two sides are equal where u is a multiple of v.
    best_rho = flow / w1  # BLANK (e) the one density with which it is
    return u, v, least_excess, least_gap, best_rho
