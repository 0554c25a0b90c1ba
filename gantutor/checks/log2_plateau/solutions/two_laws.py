import numpy as np


def two_laws(tv, js):
    """Masses p and q of this total variation and this JS, in nats."""
    lean = np.array([1 + tv, 1 - tv]) / 2
    # Where each law leans to its own side, JS is least; where what differs
    # is the share of one law alone, it is tv times log 2.
    least = np.log(2) + np.sum(lean * np.log(lean))
    most = tv * np.log(2)
    # On cells of their own the two pairs add up, JS and total variation.
    w = (js - least) / (most - least)
    p = np.append(w * np.array([tv, 0, 1 - tv]), (1 - w) * lean)
    q = np.append(w * np.array([0, tv, 1 - tv]), (1 - w) * lean[::-1])
    return p, q
