"""The MMD with and without a point's likeness to itself.

MMD² of two laws is E k(x, x′) + E k(y, y′) − 2 E k(x, y), where x′ and y′ are drawn independently
of x and y. Write `two_mmds(x, y, width)` for the kernel k(x, y) = exp(−‖x − y‖²/(2 · width²)): the
estimate that averages over all pairs, and the one whose expectation is MMD². `x` is an array of
shape (n, d), `y` one of shape (m, d). Return the two numbers, the biased one first.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "A matrix of all kernel values for each of the three pairs of samples. What stands on the "
    "diagonal of the first two?",
    "k(x, x) = 1: in the mean over all pairs each point is compared with itself, too. Independent "
    "copies never are.",
    "Without its diagonal a matrix of n × n has n(n − 1) entries. The mixed matrix keeps all of "
    "its n · m.",
)

NAMES = ("the biased one", "the unbiased one")
DIAGONAL = "Pairs of a point with itself are still in it: leave the diagonal out."
DIVISOR = "Without the diagonal n(n − 1) pairs are left: divide by that, not by n²."
MIXED = "In the mixed matrix no entry is a point with itself: all n · m of them stay."
HALF = "The mixed term counts twice."
WIDTH = "The exponent is −‖x − y‖²/(2 · width²)."
ROOT = "MMD² is asked for: no root."
CUT = "The unbiased one may also fall below 0: whoever cuts it off there has a bias again."
ORDER = "The biased one comes first."


def kernels(x, y, exponent):
    def one(a, b):
        squares = np.square(a[:, None] - b[None]).sum(-1)
        return np.exp(-squares / exponent)

    return one(x, x), one(y, y), one(x, y)


def truth(x, y, width):
    xx, yy, xy = kernels(x, y, 2 * width**2)
    inner = [(k.sum() - np.trace(k)) / (len(k) * (len(k) - 1)) for k in (xx, yy)]
    return xx.mean() + yy.mean() - 2 * xy.mean(), sum(inner) - 2 * xy.mean()


def instance(rng, n=6, m=9, d=2):
    return rng.normal(size=(n, d)), rng.normal(size=(m, d)) + 0.5, float(rng.uniform(0.5, 2))


@hint("All entries of all three matrices, each matrix averaged: xx + yy − 2 xy.")
def test_the_mean_over_all_pairs(answer, rng):
    x, y, width = instance(rng)
    found = parts(answer(x, y, width), *NAMES)[0]
    xx, yy, xy = kernels(x, y, 2 * width**2)
    wide, unhalved = kernels(x, y, 2 * width), kernels(x, y, width**2)
    right = truth(x, y, width)
    slips = [
        (xx.mean() + yy.mean() - xy.mean(), HALF),
        (wide[0].mean() + wide[1].mean() - 2 * wide[2].mean(), WIDTH),
        (unhalved[0].mean() + unhalved[1].mean() - 2 * unhalved[2].mean(), WIDTH),
        (np.sqrt(right[0]), ROOT),
        (right[1], ORDER),
    ]
    close(found, right[0], what=NAMES[0], slips=slips)


@hint("Where both samples are the same, the mean over all pairs is 0.")
def test_a_sample_and_itself(answer, rng):
    x, _, width = instance(rng)
    close(parts(answer(x, x, width), *NAMES)[0], 0.0, what=NAMES[0], atol=1e-12)


@hint(DIAGONAL)
def test_without_a_point_s_likeness_to_itself(answer, rng):
    x, y, width = instance(rng)
    found = parts(answer(x, y, width), *NAMES)[1]
    n, m = len(x), len(y)
    xx, yy, xy = kernels(x, y, 2 * width**2)
    biased, right = truth(x, y, width)
    few = (xx.sum() - n) / n**2 + (yy.sum() - m) / m**2 - 2 * xy.mean()
    of_x = (xx.sum() - n + yy.sum() - m) / (n * (n - 1)) - 2 * xy.mean()
    kept = xx.sum() / (n * (n - 1)) + yy.sum() / (m * (m - 1)) - 2 * xy.mean()
    slips = [
        (biased, DIAGONAL),
        (few, DIVISOR),
        (of_x, "Each sample has its own number of pairs: n(n − 1) of x, and m(m − 1) of y."),
        (kept, "n(n − 1) is right, but the diagonal is still in the sum."),
        (max(right, 0.0), CUT),
    ]
    close(found, right, what=NAMES[1], slips=slips)
    equal = y[:n]
    mixed = kernels(x, equal, 2 * width**2)[2]
    inner = truth(x, equal, width)[1] + 2 * mixed.mean()
    cut = inner - 2 * (mixed.sum() - np.trace(mixed)) / (n * (n - 1))
    found = parts(answer(x, equal, width), *NAMES)[1]
    close(found, truth(x, equal, width)[1], what=NAMES[1], slips=[(cut, MIXED)])


@hint(CUT)
def test_where_the_laws_are_the_same(answer):
    rng = np.random.default_rng(5)
    found = np.array([parts(answer(*rng.normal(size=(2, 8, 1)), 1.0), *NAMES) for _ in range(200)])
    error = found[:, 1].std() / np.sqrt(len(found))
    mean = found[:, 1].mean()
    if abs(mean) > 4 * error:
        raise Wrong(
            f"Two samples of one law, 200 times: the mean of the unbiased one is {mean:.3g}; "
            f"expected 0, up to {4 * error:.2g}."
        )
