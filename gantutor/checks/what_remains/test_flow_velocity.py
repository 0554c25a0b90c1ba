"""The velocity that a flow learns.

Many pairs pass one place at one time, each with a velocity data − noise of its own. A network that
is trained with squared errors learns their mean. Write `flow_velocity(x, t, mean, std)`: that mean
at time t, at each place of the array `x`, on the line, where the noise is from N(0, 1), the data
are from N(mean, std²), and the two are independent. A pair is at (1 − t) · noise + t · data at time
t. Return an array of the shape of `x`.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "Place and velocity are both linear in the noise and the data: together they are normal.",
    "For a normal pair E[v | x] = E v + (x − E x) · cov(v, x)/var(x).",
    "E x = t · mean, var(x) = (1 − t)² + t² std², and cov(v, x) = t · std² − (1 − t).",
)

ANYWHERE = (
    "That is the mean velocity of all pairs. Which pairs pass here, at this time, has to be used."
)
CENTRE = "The place has the mean t · mean, since the noise has the mean 0: x − t · mean."
STRAIGHT = (
    "That is the velocity if each noise point went to the data point of its own rank. Pairs are "
    "drawn independently here: their ways cross."
)
LEFT = (
    "The data point that is expected, less the place, is the way that is left. The velocity would "
    "be that over the time that is left."
)
NOISE = "The noise at the place is still missing: the velocity is data − noise."


def right(x, t, mean, std):
    spread = (1 - t) ** 2 + t**2 * std**2
    return mean + (x - t * mean) * (t * std**2 - (1 - t)) / spread


def instance(rng):
    return rng.normal(size=6), float(rng.uniform(0.2, 0.8)), float(rng.normal() + 2), 0.5


@hint("One velocity for each place.")
def test_the_shape(answer, rng):
    same_shape(answer(*instance(rng)), (6,))


@hint("At t = 0 the place is the noise itself, and nothing is known of the data: mean − x.")
def test_at_the_start(answer, rng):
    x, _, mean, std = instance(rng)
    slips = [
        (np.full_like(x, mean), NOISE),
        (mean + (std - 1) * x, STRAIGHT),
    ]
    close(answer(x, 0.0, mean, std), mean - x, slips=slips)


@hint("At t = 1 the place is the data point, and nothing is known of the noise: x − 0.")
def test_at_the_end(answer, rng):
    x, _, mean, std = instance(rng)
    close(answer(x, 1.0, mean, std), x, slips=[(x - mean, CENTRE), (np.zeros_like(x), LEFT)])


@hint("E v + (x − E x) · cov(v, x)/var(x), with E v = mean and E x = t · mean.")
def test_on_the_way(answer, rng):
    x, t, mean, std = instance(rng)
    spread, both = (1 - t) ** 2 + t**2 * std**2, t * std**2 - (1 - t)
    data = mean + (x - t * mean) * t * std**2 / spread
    slips = [
        (np.full_like(x, mean), ANYWHERE),
        (mean + (x - mean) * both / spread, CENTRE),
        (mean + x * both / spread, CENTRE),
        (data, NOISE),
        (data - x, LEFT),
        (mean + (std - 1) * (x - t * mean) / (1 - t + t * std), STRAIGHT),
    ]
    close(answer(x, t, mean, std), right(x, t, mean, std), slips=slips)


@hint(
    "Whoever follows these velocities from N(0, 1) ends in N(mean, std²): the k-th of the noise at "
    "the k-th of the data, in order, as the best plan has it."
)
def test_where_it_leads(answer):
    x = start = np.linspace(-2, 2, 5)
    steps = 50
    for k in range(steps):
        # The midpoint rule.
        middle = x + 0.5 / steps * np.asarray(to_numpy(answer(x, k / steps, 1.5, 2.0)))
        x = x + np.asarray(to_numpy(answer(middle, (k + 0.5) / steps, 1.5, 2.0))) / steps
    close(x, 1.5 + 2.0 * start, what="where your velocities lead to", atol=0.01)
