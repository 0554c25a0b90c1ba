"""One step of Sinkhorn, in logarithms.

Entropic transport is min ⟨π, C⟩ + ε KL(π‖a⊗b) over the plans from a to b. At its minimum π_ij = a_i
b_j exp((f_i + g_j − C_ij)/ε). Write `sinkhorn_step(f, C, a, b, epsilon)`: from potentials f of the
rows, the g with which the columns of π add up to b; then, from this g, the new f with which the
rows add up to a. `C` is an array of shape (n, m), `f` and `a` have n entries, `b` has m, all of `a`
and `b` above 0. Return the new f and g. It must work where ε is a thousandth of the costs.
"""

import numpy as np
from scipy.special import logsumexp

from gantutor.checks.engine.assertions import Wrong, close, hint, parts, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "Sum π over i, set the sum to b_j, and solve for g_j: b_j cancels.",
    "g_j = −ε log Σ_i a_i exp((f_i − C_ij)/ε), and f_i likewise from g.",
    "`scipy.special.logsumexp(…, axis=0)` takes the largest exponent out first. log a_i goes into "
    "the exponent.",
)

NAMES = ("the new f", "the new g")
WEIGHTS = (
    "The plan has a_i b_j in front. So the sum over i is weighed by a, and the sum over j by b."
)
SIGN = "There is a minus before ε log Σ: where the costs are small, g has to be small."
OLD = "The new f comes from the new g, and not from the f that came in."
EPSILON = "The potentials are in the units of the cost: ε stands before the logarithm, too."
MARGINS = (
    "That would be right for a plan exp((f + g − C)/ε) with nothing in front. Here a_i b_j stands "
    "there."
)
OVERFLOW = (
    "At a small ε exp(−C/ε) is 0 for a computer, and log 0 is −∞. Take the largest exponent out of "
    "the sum first, as logsumexp does."
)


def instance(rng, n=4, m=6):
    a, b = rng.dirichlet(np.full(n, 3.0)), rng.dirichlet(np.full(m, 3.0))
    x, y = rng.normal(size=n), rng.normal(size=m) + 1
    return rng.normal(size=n), np.abs(x[:, None] - y), a, b, float(rng.uniform(0.2, 1.0))


def columns(f, C, a, epsilon):
    return -epsilon * logsumexp((f[:, None] - C) / epsilon + np.log(a)[:, None], axis=0)


def rows(g, C, b, epsilon):
    return columns(g, C.T, b, epsilon)


def plan(f, g, C, a, b, epsilon):
    return a[:, None] * b * np.exp((f[:, None] + g - C) / epsilon)


@hint("f has one entry for each row of C, g one for each column.")
def test_the_shapes(answer, rng):
    f, g = parts(answer(*instance(rng)), *NAMES)
    same_shape(f, (4,), what=NAMES[0])
    same_shape(g, (6,), what=NAMES[1])


@hint("The columns of a_i b_j exp((f_i + g_j − C_ij)/ε), with the f that came in, add up to b.")
def test_g_from_f(answer, rng):
    problem = f, C, a, b, epsilon = instance(rng)
    g = parts(answer(*problem), *NAMES)[1]
    right, even = columns(f, C, a, epsilon), np.ones(len(a))
    slips = [
        (-right, SIGN),
        (right / epsilon, EPSILON),
        (columns(f, C, even, epsilon), WEIGHTS),
        (columns(f, C, even / len(a), epsilon), WEIGHTS),
        (epsilon * np.log(b) + columns(f, C, even, epsilon), MARGINS),
        (columns(np.zeros_like(f), C, a, epsilon), "The f that came in has to be used."),
    ]
    close(g, right, what=NAMES[1], slips=slips)


@hint("From the new g, in the same way, with b for a and the columns for the rows.")
def test_f_from_the_new_g(answer, rng):
    problem = f, C, a, b, epsilon = instance(rng)
    found = parts(answer(*problem), *NAMES)[0]
    g = columns(f, C, a, epsilon)
    right, even = rows(g, C, b, epsilon), np.ones(len(b))
    slips = [
        (f, "That is the f that came in."),
        (rows(np.zeros_like(g), C, b, epsilon), OLD),
        (rows(g, C, even, epsilon), WEIGHTS),
        (rows(g, C, even / len(b), epsilon), WEIGHTS),
    ]
    close(found, right, what=NAMES[0], slips=slips)


@hint(OVERFLOW)
def test_a_small_epsilon(answer, rng):
    f, C, a, b, _ = instance(rng)
    C = 1 + C
    epsilon = 1e-3 * float(C.mean())
    with np.errstate(all="ignore"):
        found = [np.asarray(to_numpy(v)) for v in parts(answer(0 * f, C, a, b, epsilon), *NAMES)]
    g = columns(0 * f, C, a, epsilon)
    for value, right, name in zip(found, (rows(g, C, b, epsilon), g), NAMES, strict=True):
        if not np.isfinite(value).all():
            raise Wrong(
                f"With ε = {epsilon:.2g} and costs about {C.mean():.2g}, {name} is {value}."
            )
        close(value, right, what=name)


@hint("Step after step, both sums of the plan become right.")
def test_many_steps_make_a_plan(answer, rng):
    f, C, a, b, epsilon = instance(rng)
    for _ in range(300):
        f, g = (np.asarray(to_numpy(v)) for v in parts(answer(f, C, a, b, epsilon), *NAMES))
    pi = plan(f, g, C, a, b, epsilon)
    close(pi.sum(1), a, what="the rows of π, added up", atol=1e-6)
    close(pi.sum(0), b, what="the columns of π, added up, after 300 steps", atol=1e-6)
