import numpy as np


def honest_bound(x, y):
    """A bound from below on JS of the two laws, from n points of each."""
    half = len(x) // 2
    both = np.sort(np.append(x[:half], y[:half]))
    cells = 2 + half // 40
    walls = both[len(both) * np.arange(1, cells) // cells]

    def counts(points):
        return np.bincount(np.searchsorted(walls, points), minlength=cells)

    # One half teaches the discriminator. No share is 0 or 1: one point more.
    p, q = counts(x[:half]) + 1, counts(y[:half]) + 1
    D = p / (p + q)
    # The other half, which it has not seen, tells its loss.
    fresh_x, fresh_y = (np.searchsorted(walls, s[half:]) for s in (x, y))
    loss = -np.log(D[fresh_x]).mean() - np.log(1 - D[fresh_y]).mean()
    return np.log(2) - loss / 2
