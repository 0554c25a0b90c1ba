"""One gradient, two estimates.

The derivative of E f(z) by μ, where z is from N(μ, σ²), can be estimated in two ways from the same
draws. Write `two_gradients(f, slope, mean, std, noise)`: `noise` holds n draws from N(0, 1); `f`
and its derivative `slope` are functions of an array. Return two arrays of n numbers: for each draw
the pathwise estimate, and the score-function estimate, without a
baseline.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The draw is z = mean + std · noise in both.",
    "Pathwise: differentiate f(mean + std · noise) by mean.",
    "Score function: f(z) times the derivative by μ of log N(z; μ, σ²), which is (z − μ)/σ².",
)

PATH = "Along the path z moves as mean does: the derivative of f(mean + std · noise) is f′ at z."
SCORE = "The derivative of log N(z; μ, σ²) by μ is (z − μ)/σ²: the noise over std."
SIGMA = "(z − μ)/σ² is noise/std: the one σ that z − μ contains cancels one of the two."
SIGN = "log N(z; μ, σ²) has −(z − μ)²/2σ² in it: its derivative by μ has a plus."
BY_STD = "That is the derivative by σ. Asked is the one by μ."
BASELINE = (
    "A baseline does not change the mean of the estimate, and its variance becomes smaller. But "
    "here the plain one is asked: f(z) · noise/std."
)
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
WEIGHTS = WEIGHTS / WEIGHTS.sum()  # of E g(noise) = Σ weight · g(node)


def both(answer, f, slope, mean, std, noise):
    return parts(answer(f, slope, mean, std, noise), "pathwise", "score function")


def cube(z):
    return z**3


def its_slope(z):
    return 3 * z**2


@hint("One number for each draw: the mean over them is taken outside.")
def test_one_number_for_each_draw(answer):
    noise = np.array([-1.0, 0.5, 2.0])
    for name, one in zip(
        ("pathwise", "score function"), both(answer, cube, its_slope, 0.5, 2.0, noise), strict=True
    ):
        same_shape(one, (3,), what=f"the {name} estimate")


@hint(PATH)
def test_pathwise(answer, rng):
    noise, mean, std = rng.normal(size=5), rng.normal(), rng.uniform(0.3, 2)
    path, _ = both(answer, cube, its_slope, mean, std, noise)
    z = mean + std * noise
    slips = [
        (its_slope(noise), "The slope is taken at the noise: take it at z."),
        (its_slope(z) * noise, BY_STD),
        (np.full(5, its_slope(mean)), "The slope is taken at the mean: take it at z."),
    ]
    close(path, its_slope(z), what="the pathwise estimate", slips=slips)


@hint(SCORE)
def test_score_function(answer, rng):
    noise, mean, std = rng.normal(size=5), rng.normal(), rng.uniform(0.3, 2)
    _, score = both(answer, cube, its_slope, mean, std, noise)
    z = mean + std * noise
    same_shape(score, (5,), what="the score-function estimate")
    baseline = cube(z) - to_numpy(score) * std / noise
    if np.ptp(baseline) < 1e-6 * np.abs(baseline).max() and abs(baseline[0]) > 1e-6:
        raise Wrong(
            "The score-function estimate is (f(z) − b) · noise/std, with the baseline "
            f"b = {baseline[0]:.3g}; expected it without one.",
            BASELINE,
        )
    slips = [
        (cube(z) * noise, SIGMA),
        (cube(z) * noise / std**2, SIGMA),
        (cube(z) * noise * std, SIGMA),
        (-cube(z) * noise / std, SIGN),
        (cube(z) * (noise**2 - 1) / std, BY_STD),
        (its_slope(z) * noise / std, "It needs no slope of f: f itself is multiplied."),
    ]
    close(score, cube(z) * noise / std, what="the score-function estimate", slips=slips)


@hint("Both means are the derivative of E f by μ: here 3(μ² + σ²).")
def test_both_are_right_on_average(answer, rng):
    mean, std = rng.normal(), rng.uniform(0.3, 2)
    for name, one in zip(
        ("pathwise", "score function"), both(answer, cube, its_slope, mean, std, NODES), strict=True
    ):
        expected = 3 * (mean**2 + std**2)
        close(WEIGHTS @ to_numpy(one), expected, rtol=1e-6, what=f"the mean {name} estimate")
