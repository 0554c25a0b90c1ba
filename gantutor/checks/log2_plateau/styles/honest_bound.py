import numpy as np


def both_ways(x, y):
    half = len(x) // 2
    bounds = []
    for first in (slice(None, half), slice(half, None)):
        other = slice(half, None) if first.start is None else slice(None, half)
        edges = np.linspace(-3, 3, 3 + half // 30)
        p, q = (1 + np.histogram(np.clip(s[first], -3, 3), edges)[0] for s in (x, y))
        f = np.log(p / q)
        at = [np.clip(np.digitize(s[other], edges) - 1, 0, len(f) - 1) for s in (x, y)]
        loss = np.logaddexp(0, -f[at[0]]).mean() + np.logaddexp(0, f[at[1]]).mean()
        bounds.append(np.log(2) - loss / 2)
    return np.mean(bounds)


def by_neighbours(x, y):
    """D at a fresh point: the share of real ones among those that lie around it."""
    half = len(x) // 2
    points = np.append(x[:half], y[:half])
    order = np.argsort(points)
    real = np.append(0, np.cumsum(order < half))
    k = 10 + half // 10

    def share(fresh):
        place = np.searchsorted(points[order], fresh)
        low, high = np.clip(place - k, 0, None), np.clip(place + k, None, len(points))
        return (real[high] - real[low] + 1) / (high - low + 2)

    loss = -np.log(share(x[half:])).mean() - np.log(1 - share(y[half:])).mean()
    return np.log(2) - 0.5 * loss
