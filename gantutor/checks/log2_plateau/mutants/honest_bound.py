import numpy as np
from scipy.stats import norm

from gantutor.checks.engine.assertions import wrong


def with_cells(x, y, fresh_x, fresh_y, cells, more=1.0):
    walls = np.quantile(np.append(x, y), np.arange(1, cells) / cells)
    p, q = (np.bincount(np.searchsorted(walls, s), minlength=cells) + more for s in (x, y))
    with np.errstate(divide="ignore", invalid="ignore"):
        D = p / (p + q)
        loss = -np.log(D[np.searchsorted(walls, fresh_x)]).mean()
        loss -= np.log(1 - D[np.searchsorted(walls, fresh_y)]).mean()
    return np.log(2) - loss / 2


def halves(x, y):
    half = len(x) // 2
    return x[:half], y[:half], x[half:], y[half:]


@wrong("judged on points that it had learned from")
def judged_on_what_it_learned(x, y):
    return with_cells(x, y, x, y, 12)


@wrong("always at log 2")
def of_the_two_samples(x, y):
    return np.log(2)


@wrong("Not one of the estimates is below 0")
def cut_off(x, y):
    return max(0.0, with_cells(*halves(x, y), 2 + len(x) // 80))


@wrong("Half of that is JS")
def not_halved(x, y):
    return 2 * with_cells(*halves(x, y), 2 + len(x) // 80)


@wrong("keep D inside")
def empty_cells(x, y):
    return with_cells(*halves(x, y), 60, more=0.0)


@wrong("a straight line in x finds nothing")
def a_straight_line(x, y):
    a, b, fresh_x, fresh_y = halves(x, y)
    slope, offset = 0.0, 0.0
    for _ in range(60):
        on_x = 1 / (1 + np.exp(slope * a + offset))
        on_y = 1 / (1 + np.exp(-(slope * b + offset)))
        slope += 1.0 * (np.mean(on_x * a) - np.mean(on_y * b))
        offset += 1.0 * (on_x.mean() - on_y.mean())
    f, g = slope * fresh_x + offset, slope * fresh_y + offset
    return np.log(2) - (np.logaddexp(0, -f).mean() + np.logaddexp(0, g).mean()) / 2


@wrong("What tells them apart is the shape")
def mean_and_deviation(x, y):
    a, b, fresh_x, fresh_y = halves(x, y)
    P, Q = norm(a.mean(), a.std()), norm(b.mean(), b.std())
    f, g = (P.logpdf(s) - Q.logpdf(s) for s in (fresh_x, fresh_y))
    return np.log(2) - (np.logaddexp(0, -f).mean() + np.logaddexp(0, g).mean()) / 2
