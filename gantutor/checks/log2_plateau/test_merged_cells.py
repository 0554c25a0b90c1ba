"""Merging cells: a proof with blanks.

A histogram with wider cells never shows a larger JS than one with narrower cells. Finish
`merged_cells(p, q)`, the proof for two cells that become one. p and q are arrays of two masses,
none of them negative, and each cell holds some mass. Fill the blanks (a) to (e), in this order;
each is checked by itself.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts

DIFFICULTY = 3
MINUTES = 25

HINTS = (
    "Put p = mass · s and q = mass · (1 - s) into ½ p log(2p/(p + q)) + ½ q log(2q/(p + q)), and "
    "take the mass out. `scipy.special.xlogy(s, 2 * s)` is s·log(2s), and 0 at s = 0.",
    "The derivative of s log 2s is log 2s + 1. Then once more.",
    "The merged cell holds the masses p[0] + p[1] and q[0] + q[1]. Write its share of real mass as "
    "a mean of both shares: with which weights?",
    "Before the merge JS is the sum of mass · h(share); after it, the whole mass times h of the "
    "mean share. Jensen's inequality says which is larger.",
    "h bends everywhere, so its mean is above its value at the mean, unless both shares are equal.",
)

NAMES = ("h", "its curvature", "the weights", "what is lost", "whether nothing is lost")
S = np.array([0.1, 0.25, 0.5, 0.9])

ENTROPY = "That is an entropy, which is largest at s = ½. Equal masses should add 0, not most."
LOG2 = "At s = ½ both masses are equal, and a cell adds 0: the 2 inside of both logarithms matters."
HALF = "JS is half of each KL: there is a factor of ½."
BITS = "In nats: the natural logarithm."
ONE_SIDE = "Both masses count: p with the share s, and q with the share 1 - s."
FIRST = "That is the first derivative, ½ log(s/(1 - s)). Once more."
CONCAVE = "h is convex: its curvature is above 0."
OF_P = "Of p alone. A share is a part of *all* mass in a cell, so weigh it with all of it."
EVEN = "A cell with little mass moves the mean share little: weigh each by its mass."
NOT_ONE = "Weights of a mean add up to 1."
SIGN = "JS before the merge, minus JS after it: by Jensen that is never below 0."
WHOLE = "The mean of h is for each unit of mass: multiply by the whole mass."


def cell(p, q):
    """What one cell adds to JS."""
    return (_part(p, p + q) + _part(q, p + q)) / 2


def _part(mass, both):
    return mass * np.log(2 * mass / both) if mass > 0 else 0.0


def steps(answer, p, q):
    found = parts(answer(np.array(p), np.array(q)), *NAMES)
    for value, name, letter in zip(found, NAMES, "abcde", strict=True):
        if value is Ellipsis and letter != "a":
            raise Wrong(f"Blank ({letter}), {name}, is still to be filled.", "")
    return found


def function(value, name):
    if not callable(value):
        raise Wrong(f"Expected a function for {name}.", "")

    def at(places):
        values = [value(s) for s in places]
        if any(one is Ellipsis for one in values):
            raise Wrong(f"The blank in {name} is still to be filled.", "")
        return np.array([float(one) for one in values])

    return at


def random_cells(rng):
    return rng.uniform(0.1, 1, size=2), rng.uniform(0.1, 1, size=2)


@hint("A cell with the mass p + q and the share s of real mass adds (p + q)·h(s) to JS.")
def test_what_a_cell_adds(answer):
    h = function(parts(answer(np.array([0.1, 0.3]), np.array([0.2, 0.4])), *NAMES)[0], "h")
    right = np.array([cell(s, 1 - s) for s in S])
    entropy = -S * np.log(S) - (1 - S) * np.log(1 - S)
    slips = [
        (2 * right, HALF),
        (right / np.log(2), BITS),
        (entropy, ENTROPY),
        (entropy / 2, ENTROPY),
        (-entropy / 2, LOG2),
        (-entropy, LOG2),
        (S * np.log(2 * S) / 2, ONE_SIDE),
    ]
    close(h(S), right, what="h at s = 0.1, 0.25, 0.5, 0.9", slips=slips)
    ends = "`0 * np.log(0)` is nan; a cell of one law alone adds ½ log 2 for each unit of its mass."
    value = h([0.0, 1.0])
    if not np.allclose(value, np.log(2) / 2):
        close(
            value, np.full(2, np.log(2) / 2), what="h at s = 0 and at s = 1", slips=[(value, ends)]
        )


@hint("Differentiate ½(s log 2s + (1 - s) log 2(1 - s)) twice in s.")
def test_h_is_convex(answer):
    curvature = function(steps(answer, [0.1, 0.3], [0.2, 0.4])[1], "its curvature")
    right = 1 / (2 * S * (1 - S))
    slips = [
        (2 * right, HALF),
        (-right, CONCAVE),
        (np.log(S / (1 - S)) / 2, FIRST),
        (1 / (2 * S), ONE_SIDE),
    ]
    close(curvature(S), right, what="the curvature at s = 0.1, 0.25, 0.5, 0.9", slips=slips)


@hint("(weights · shares) must be the share of real mass in the merged cell.")
def test_the_merged_share_is_a_mean(answer, rng):
    p, q = random_cells(rng)
    weights = steps(answer, p, q)[2]
    mass = p + q
    slips = [
        (p / p.sum(), OF_P),
        (q / q.sum(), OF_P),
        (np.full(2, 0.5), EVEN),
        (mass, NOT_ONE),
        (p / mass, "That is the share itself, of real mass in each cell."),
    ]
    close(weights, mass / mass.sum(), what="the weights", slips=slips)


@hint("What the two cells add to JS, minus what the merged cell adds.")
def test_the_merge_loses_something(answer, rng):
    p, q = random_cells(rng)
    lost = steps(answer, p, q)[3]
    right = cell(p[0], q[0]) + cell(p[1], q[1]) - cell(p.sum(), q.sum())
    slips = [(-right, SIGN), (right / (p + q).sum(), WHOLE)]
    close(lost, right, what="what JS loses", slips=slips)


@hint("Nothing is lost exactly when both cells have the same share, whatever their masses.")
def test_when_nothing_is_lost(answer, rng):
    p, q = random_cells(rng)
    cases = [
        (p, q, False),
        (p, p * 0.75, True),
        (p, p, True),
        (np.full(2, 0.25), q, False),
        (np.array([p[0], 0.0]), np.array([0.0, p[0]]), False),
        (np.array([0.2, 0.3]), np.zeros(2), True),
    ]
    for some_p, some_q, right in cases:
        value = steps(answer, some_p, some_q)[4]
        if not isinstance(value, bool | np.bool_):
            raise Wrong("Expected True or False for whether nothing is lost.", "")
        if bool(value) is not right:
            text = " and ".join(f"({a:.3g}, {b:.3g})" for a, b in (some_p, some_q))
            raise Wrong(f"For the masses {text} you say {value}; expected {right}.")
