"""Two critics that agree, and pull differently.

The optimal prices f (n,) at the real samples x (n, d) and g (m,) at the generated ones y (m, d)
give two critics with slopes up to 1 that agree on every sample: the largest, over i, of f[i] - |p -
x_i|, and the smallest, over j, of |p - y_j| - g[j]. Write `slopes_at_fakes(x, y, f, g, u)`: how
fast each of the two rises when the generated sample y_j leaves its place in the direction u, a
vector of length 1. Return two arrays of m numbers. No generated sample lies on a real one, and no
three samples lie on one line. Where the largest value is taken by several i at once, the one that
rises fastest counts.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, parts
from gantutor.transport import cost_matrix, solve

DIFFICULTY = 3
MINUTES = 20

HINTS = (
    "The slope of |p - c| in the direction u is u · (p - c)/|p - c|, except at p = c itself.",
    "Draw the second critic around y_j: it is the cone |p - y_j| - g[j], with its tip at y_j. "
    "Which way is up?",
    "For the first one find the partners of y_j: the i with f[i] - |y_j - x_i| = -g[j], up to "
    "rounding. Each gives the slope -u · (y_j - x_i)/|y_j - x_i|, and the largest is the answer.",
)

NAMES = ("the slopes of the first critic", "the slopes of the second critic")
TIP = (
    "At the tip of the cone |p - y_j| every direction goes up, with slope 1. There is no gradient: "
    "a generated sample lies in a hollow of this critic, and no direction is better than another."
)
DOWN = "That is how fast it falls. f[i] - |p - x_i| rises when p comes nearer to x_i."
LENGTH = "Divide by the distance: a cone has slope 1, however far away its tip is."
PARTNER = (
    "The i that counts has the largest f[i] - |y_j - x_i|, and it need not be the nearest real "
    "sample."
)
SEVERAL = (
    "Of several real samples that are equally good for y_j, the one that rises fastest counts."
)


def slopes(x, y, f, u):
    """Towards each of the partners, the steepest; by differences in the check below."""
    steps = x - y[:, None]
    lengths = np.linalg.norm(steps, axis=-1)
    towards = steps @ u / lengths
    values = f - lengths
    good = values >= values.max(axis=1, keepdims=True) - 1e-9
    return towards, lengths, values, np.where(good, towards, -np.inf).max(axis=1)


def known(x, y, f, u):
    towards, lengths, values, right = slopes(x, y, f, u)
    rows = np.arange(len(y))
    return [
        (-right, DOWN),
        (right * lengths[rows, values.argmax(axis=1)], LENGTH),
        (towards[rows, lengths.argmin(axis=1)], PARTNER),
        (towards[rows, values.argmax(axis=1)], SEVERAL),
        (towards[rows, np.round(values, 9).argmax(axis=1)], SEVERAL),
        (np.ones(len(y)), "That is right at the tips of the second one."),
    ]


@hint("Towards its partner a generated sample climbs with slope 1, away from it with slope -1.")
def test_one_pair(answer):
    x, y, u = np.array([[3.0, 4.0]]), np.zeros((1, 2)), np.array([1.0, 0.0])
    f, g = np.array([0.0]), np.array([5.0])
    first, second = parts(answer(x, y, f, g, u), *NAMES)
    slips = [(np.array([-0.6]), DOWN), (np.array([3.0]), LENGTH), (np.array([-3.0]), LENGTH)]
    close(first, np.array([0.6]), what=NAMES[0], slips=slips)
    flat = [(np.array([0.0]), TIP), (np.array([0.6]), TIP), (np.array([-1.0]), TIP)]
    close(second, np.ones(1), what=NAMES[1], slips=flat)


@hint("Compare with differences: the critic at y_j + h·u, minus the critic at y_j, over a small h.")
def test_random_samples(answer, rng):
    x, y = rng.normal(size=(5, 2)), rng.normal(size=(8, 2)) + 2
    best = solve(cost_matrix(x, y), rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(8)))
    u = rng.normal(size=2)
    u /= np.linalg.norm(u)
    first, second = parts(answer(x, y, best.f, best.g, u), *NAMES)
    h = 1e-6

    def real(p):
        return np.max(best.f - np.linalg.norm(p[:, None] - x, axis=-1), axis=1)

    def generated(p):
        return np.min(np.linalg.norm(p[:, None] - y, axis=-1) - best.g, axis=1)

    slips = known(x, y, best.f, u)
    close(first, (real(y + h * u) - real(y)) / h, what=NAMES[0], rtol=1e-3, atol=1e-4, slips=slips)
    right = (generated(y + h * u) - generated(y)) / h
    slips = [(first, TIP), (np.zeros(8), TIP), (-np.ones(8), TIP)]
    close(second, right, what=NAMES[1], rtol=1e-3, atol=1e-4, slips=slips)


@hint(TIP)
def test_in_every_direction_the_second_critic_rises(answer, rng):
    x, y = rng.normal(size=(4, 3)) + 1, rng.normal(size=(4, 3))
    best = solve(cost_matrix(x, y))
    for u in (*np.eye(3), *-np.eye(3)):
        close(parts(answer(x, y, best.f, best.g, u), *NAMES)[1], np.ones(4), what=NAMES[1])


@hint(SEVERAL)
def test_the_earth_of_two_heaps(answer):
    """Two real samples serve one generated one, equally well."""
    x, y = np.array([[-3.0, 4.0], [3.0, 4.0]]), np.zeros((1, 2))
    f, g = np.zeros(2), np.array([5.0])
    for u in ([1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]):
        first, _ = parts(answer(x, y, f, g, np.array(u)), *NAMES)
        towards = x @ u / 5
        close(first, np.array([towards.max()]), what=f"the slope in the direction {u}")
