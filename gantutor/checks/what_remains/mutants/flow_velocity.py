import numpy as np

from gantutor.checks.engine.assertions import wrong


def parts(t, std):
    return (1 - t) ** 2 + t**2 * std**2, t * std**2 - (1 - t)


@wrong("The noise at the place is still missing")
def the_mean_of_all(x, t, mean, std):
    return np.full_like(x, mean)


@wrong("has the mean t · mean")
def around_the_end(x, t, mean, std):
    spread, together = parts(t, std)
    if t == 0:
        return mean - x
    return mean + (x - mean) * together / spread if t < 1 else x - mean


@wrong("drawn independently here")
def ranks_to_ranks(x, t, mean, std):
    return mean + (std - 1) * (x - t * mean) / (1 - t + t * std)


@wrong("the way that is left")
def where_the_data_are(x, t, mean, std):
    spread, _ = parts(t, std)
    return mean + (x - t * mean) * t * std**2 / spread - x


@wrong("E v + (x − E x)")
def deviations_not_squared(x, t, mean, std):
    spread = (1 - t) + t * std
    return mean + (x - t * mean) * (t * std - (1 - t)) / spread
