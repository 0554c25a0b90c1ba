"""An honest bound.

JS is at least log 2 - L/2 for every discriminator, where L is its loss on the *laws*. Two samples
tell a loss, too, but not every loss that they tell is honest. Write `honest_bound(x, y)`: from n
points of each of two laws on the line, arrays of shape (n,) in random order, an estimate of JS, in
nats, that is on average not above it. It may be negative. For two equal laws and 40 points of each,
the mean of your estimates must be at most 0.001. For three pairs of unequal laws and 2000 points of
each it must lie between 75 % and 105 % of JS: one pair differs in the mean, one in the deviation
only, and one in neither of the two.
"""

import numpy as np
from scipy.stats import norm

from gantutor.checks.engine.assertions import Wrong, hint, same_shape

DIFFICULTY = 3
MINUTES = 30

HINTS = (
    "A loss on points that the discriminator was fitted to is too low. Fit it to one half of the "
    "points, and take the loss on the other half.",
    "It need not be a network. Cut the line into cells, and let D in each cell be the share of "
    "real points there: with as many cells as the number of points allows.",
    "A cell without real points would make D = 0, and one fresh point there an infinite loss. "
    "Count one point more of each kind in every cell.",
    "The bound is log 2 - L/2 with L = mean of -log D on fresh x, plus mean of -log(1 - D) on "
    "fresh y. Do not cut it off at 0.",
)

SEEN = (
    "The discriminator was judged on points that it had learned from, so it knows some of them by "
    "heart. Keep a part of both samples away from it, and take the loss there."
)
CUT = (
    "Not one of the estimates is below 0. Cut off at 0, noise counts where it is high and never "
    "where it is low: the mean is then above JS."
)
ALL = "Two samples are always at log 2. Asked for is JS of the laws that they were drawn from."
EMPTY = "A cell that has no points of one kind does not show that there are none: keep D inside."
TWICE = "2 JS is log 4 - L. Half of that is JS."
LOSS = "That is the loss. The bound is log 2 - L/2."


class Bumps:
    """Half of N(-a, s²) and half of N(a, s²), with mean 0 and deviation 1."""

    a, s = 0.95, np.sqrt(1 - 0.95**2)

    def pdf(self, t):
        return (norm.pdf(t, -self.a, self.s) + norm.pdf(t, self.a, self.s)) / 2

    def rvs(self, size, random_state):
        side = random_state.choice([-self.a, self.a], size=size)
        return side + self.s * random_state.normal(size=size)


def exact(P, Q):
    t, step = np.linspace(-25, 25, 20_001, retstep=True)
    p, q = P.pdf(t) + 1e-300, Q.pdf(t) + 1e-300
    m = (p + q) / 2
    return step * np.sum(p * np.log(p / m) + q * np.log(q / m)) / 2


def estimates(answer, P, Q, n, repeats, rng):
    found = []
    for _ in range(repeats):
        value = answer(P.rvs(size=n, random_state=rng), Q.rvs(size=n, random_state=rng))
        same_shape(value, (), "the estimate")
        if not np.isfinite(float(value)):
            raise Wrong(f"An estimate is {float(value)}.", EMPTY)
        found.append(float(value))
    return np.array(found)


def near(answer, P, Q, rng, what):
    js = exact(P, Q)
    found = estimates(answer, P, Q, 2000, 6, rng)
    says = f"{what}: the mean of your estimates is {found.mean():.3f}, and JS is {js:.3f}."
    if found.mean() > 1.05 * js:
        slips = [(np.log(2), ALL), (2 * js, TWICE), (2 * np.log(2) - 2 * js, LOSS)]
        known = [words for value, words in slips if abs(found.mean() - value) < 0.07 * value]
        raise Wrong(says, known[0] if known else SEEN)
    if found.mean() < 0.75 * js:
        raise Wrong(says)


@hint("A mean that is shifted should be easy to see. How does the loss become a bound on JS?")
def test_another_mean(answer, rng):
    near(answer, norm(0, 1), norm(1.5, 1), rng, "N(0, 1) and N(1.5, 1)")


@hint("On average not above 0 when there is nothing to find, however few the points are.")
def test_equal_laws_and_few_points(answer, rng):
    found = estimates(answer, norm(0, 1), norm(0, 1), 40, 150, rng)
    if found.mean() > 0.001:
        says = f"Two equal laws: the mean of your estimates is {found.mean():.4f}, and JS is 0."
        raise Wrong(says, CUT if found.min() >= 0 and np.median(found) < 1e-9 else SEEN)


@hint(
    "Both laws have the mean 0, so a logit that is a straight line in x finds nothing. It must "
    "be able to bend."
)
def test_another_deviation(answer, rng):
    near(answer, norm(0, 1), norm(0, 3), rng, "N(0, 1) and N(0, 9)")


@hint(
    "Both laws have the mean 0 and the deviation 1. What tells them apart is the shape: cells, or "
    "anything else that asks how many points lie where."
)
def test_the_same_mean_and_deviation(answer, rng):
    near(answer, Bumps(), norm(0, 1), rng, "Two bumps and N(0, 1), of one deviation")
