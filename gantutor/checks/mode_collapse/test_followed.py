"""What −log D follows: a proof with blanks.

On finitely many cells the derivative of the generator's loss -log D is that of KL(Q‖P) - 2 JS.
Finish `followed(p, q, v)`, which proves it. p and q are the masses of the data and of the generator
on the same cells, none of them 0, and v says how the generator changes: at time t its masses are q
+ t v, and v sums to 0. All derivatives are at t = 0. Fill the blanks (a) to (f), in this order;
each is checked by itself.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts

DIFFICULTY = 3
MINUTES = 25

HINTS = (
    "The best D is p/(p + q), cell by cell.",
    "With D held fixed, the loss at time t is the sum of (q + t v) times -log D.",
    "In KL the logarithm changes too. What does that add? v sums to 0.",
    "2 JS is p log(p/m) + q log(q/m), summed, with m = (p + q)/2. Here m changes with q as well, "
    "and again it adds nothing.",
    "Write q log(q/p) - q log(q/m) - p log(p/m) as one logarithm times p + q.",
    "A grain that goes onto a cell changes the loss by what -log D is there.",
)

NAMES = (
    "log D",
    "the derivative of the loss",
    "the derivative of KL",
    "the derivative of 2 JS",
    "the divergence",
    "the cell",
)

FAKE = "That is log(1 - D). The generator's loss has the logarithm of D, the chance to be *real*."
LOGIT = "That is the logit, log D - log(1 - D)."
MINUS = "The loss is *minus* log D."
LEVEL = "That is the loss itself. Its derivative is linear in v: only the masses move, D does not."
TURNED = "KL(Q‖P) is the sum of q log(q/p). That is the ratio upside down."
OTHER_KL = (
    "That is the derivative of KL(P‖Q). Here the generator's masses stand before the logarithm."
)
HALF = "Of *2* JS: both KL divergences from the middle are counted in full."
REAL_PART = "That is the part of the data. The derivative is in q, so the generator's part remains."
ONE_KL = "2 JS has to be taken away."
HALF_KL = "There is a factor of 2: with m = (p + q)/2 it is 2 KL(m‖p)."
AROUND = "That is KL the other way round, of the data from the middle."
PLUS = "2 JS is taken away, not added."
MOST_DATA = (
    "Not where most data are, but where data are densest *for each of the generator's samples*."
)
LEAST = "There -log D is largest: a grain would raise the loss."


def steps(answer, p, q, v):
    found = parts(answer(p.copy(), q.copy(), v.copy()), *NAMES)
    for value, name, letter in zip(found, NAMES, "abcdef", strict=True):
        if value is Ellipsis and letter != "a":
            raise Wrong(f"Blank ({letter}), {name}, is still to be filled.", "")
    return found


def some(rng, cells=4):
    p, q = rng.dirichlet(np.full(cells, 3.0)), rng.dirichlet(np.full(cells, 3.0))
    v = rng.normal(size=cells)
    return p, q, v - v.mean()


def kl(p, q):
    return np.sum(p * np.log(p / q))


@hint("D = p/(p + q) on each cell, and its logarithm.")
def test_the_best_discriminator(answer, rng):
    p, q, v = some(rng)
    slips = [
        (np.log(q / (p + q)), FAKE),
        (np.log(p / q), LOGIT),
        (-np.log(p / (p + q)), MINUS),
        (p / (p + q), "That is D. The loss takes its logarithm."),
    ]
    close(steps(answer, p, q, v)[0], np.log(p / (p + q)), what="log D", slips=slips)


@hint("Differentiate the sum of (q + t v) · (-log D) in t, with D as it was at t = 0.")
def test_the_loss(answer, rng):
    p, q, v = some(rng)
    log_d = np.log(p / (p + q))
    slips = [(v @ log_d, MINUS), (-q @ log_d, LEVEL), (-(q + v) @ log_d, LEVEL)]
    close(steps(answer, p, q, v)[1], -v @ log_d, what=NAMES[1], slips=slips)


@hint("The derivative of u log(u/p) in u is log(u/p) + 1, and the ones sum up to that of v, 0.")
def test_kl(answer, rng):
    p, q, v = some(rng)
    slips = [(v @ np.log(p / q), TURNED), (-v @ (p / q), OTHER_KL)]
    close(steps(answer, p, q, v)[2], v @ np.log(q / p), what=NAMES[2], slips=slips)


@hint("What the change of m adds is the sum of -v, over both parts together: 0.")
def test_js(answer, rng):
    p, q, v = some(rng)
    right = v @ np.log(q / (p + q))
    slips = [(right / 2, HALF), (v @ np.log(p / (p + q)), REAL_PART), (-right, "JS grows with it.")]
    close(steps(answer, p, q, v)[3], right, what=NAMES[3], slips=slips)


@hint("KL(Q‖P) - 2 JS(P, Q) is the sum of (p + q) log((p + q)/(2p)).")
def test_the_divergence(answer, rng):
    p, q, v = some(rng)
    m = (p + q) / 2
    right = 2 * kl(m, p)
    slips = [
        (kl(q, p), ONE_KL),
        (kl(m, p), HALF_KL),
        (2 * kl(p, m), AROUND),
        (kl(q, p) + kl(p, m) + kl(q, m), PLUS),
    ]
    close(steps(answer, p, q, v)[4], right, what=NAMES[4], slips=slips)


@hint("The index of the cell where -log D is least.")
def test_where_a_grain_is_welcome(answer, rng):
    # Most data, most data for each sample, and least for each: three different cells.
    p, q = np.array([0.5, 0.1, 0.3, 0.1]), np.array([0.5, 0.35, 0.05, 0.1])
    for _ in range(3):
        order = rng.permutation(4)
        p, q, v = p[order], q[order], some(rng)[2]
        found = steps(answer, p, q, v)[5]
        slips = [(int(np.argmax(p)), MOST_DATA), (int(np.argmin(p / q)), LEAST)]
        close(found, int(np.argmax(p / q)), what=NAMES[5], slips=slips)
