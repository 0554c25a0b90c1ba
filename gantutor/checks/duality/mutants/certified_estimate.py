import numpy as np
from scipy.spatial.distance import cdist, pdist

from gantutor.checks.engine.assertions import wrong


def slopes(fx, fy, x, y, metric="euclidean"):
    rise = pdist(np.concatenate([fx, fy])[:, None])
    run = pdist(np.concatenate([x, y]), metric)
    return rise[run > 0] / run[run > 0]


@wrong("That is the gap")
def gap_alone(fx, fy, x, y):
    return fx.mean() - fy.mean()


@wrong("instead of multiplying")
def times_the_slope(fx, fy, x, y):
    return (fx.mean() - fy.mean()) * slopes(fx, fy, x, y).max()


@wrong("real, then generated")
def generated_first(fx, fy, x, y):
    return (fy.mean() - fx.mean()) / slopes(fx, fy, x, y).max()


@wrong("The distance is Euclidean")
def city_block(fx, fy, x, y):
    return (fx.mean() - fy.mean()) / slopes(fx, fy, x, y, "cityblock").max()


@wrong("Look at all pairs")
def real_against_generated(fx, fy, x, y):
    rise, run = np.abs(fx[:, None] - fy), cdist(x, y)
    return (fx.mean() - fy.mean()) / np.max(rise[run > 0] / run[run > 0])


@wrong("leave such a pair out")
def nan_at_equal_points(fx, fy, x, y):
    with np.errstate(invalid="ignore"):
        rise = pdist(np.concatenate([fx, fy])[:, None])
        return (fx.mean() - fy.mean()) / np.max(rise / pdist(np.concatenate([x, y])))


@wrong("also below 1")
def flat_critics_as_they_are(fx, fy, x, y):
    return (fx.mean() - fy.mean()) / max(1.0, slopes(fx, fy, x, y).max())


@wrong("not by their mean")
def over_the_mean_slope(fx, fy, x, y):
    return (fx.mean() - fy.mean()) / slopes(fx, fy, x, y).mean()


@wrong("has a gap below 0")
def absolute_value(fx, fy, x, y):
    return abs(fx.mean() - fy.mean()) / slopes(fx, fy, x, y).max()
