"""Why is this divergence below zero?

A divergence of two samples is at least 0, and 0 for a sample and itself. This program has neither
property. It has three bugs. Write `sinkhorn_divergence(x, y, epsilon)` as it should be: S = OT(x,
y) − ½ OT(x, x) − ½ OT(y, y), where OT is the minimum of ⟨π, C⟩ + ε KL(π‖a⊗b), C the Euclidean
distance of every x from every y, and all points of a sample have equal weights. `x` has the shape
(n, d), `y` the shape (m, d). Return one number.
"""

import numpy as np
import ot

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Try it on one point and one other: there is one plan, and S is their distance. Then on a "
    "sample and itself.",
    "`ot.dist` has a default metric. Which is it?",
    "The plan is the minimiser, and ⟨π, C⟩ is only one part of the minimum. The other is "
    "ε Σ π log(π/(a b)).",
    "OT(x, y) has two samples in it, and so much of it is there by entropy: take half of it for "
    "each of them.",
)

METRIC = '`ot.dist` returns squared distances by default: metric="euclidean".'
HALVES = "Half of each self term: with the whole of both, a sample and itself get −OT(x, x)."
ENTROPY = "The minimum has the entropy term in it: add ε Σ π log(π/(a b)) to ⟨π, C⟩."
RAW = "The self terms are missing: OT of a sample and itself is not 0."


def plan_of(C, epsilon):
    a, b = np.full(len(C), 1 / len(C)), np.full(C.shape[1], 1 / C.shape[1])
    return ot.sinkhorn(a, b, C, epsilon, method="sinkhorn_log", stopThr=1e-10)


def entropic(x, y, epsilon, metric="euclidean", entropy=True):
    C = ot.dist(x, y, metric=metric)
    plan = plan_of(C, epsilon)
    kl = np.sum(plan * np.log(np.maximum(plan, 1e-300) * plan.size))
    return np.sum(plan * C) + (epsilon * kl if entropy else 0.0)


def divergence(x, y, epsilon, share=0.5, **how):
    own = entropic(x, x, epsilon, **how) + entropic(y, y, epsilon, **how)
    return entropic(x, y, epsilon, **how) - share * own


def instance(rng, n=5, m=8, d=2):
    return rng.normal(size=(n, d)), rng.normal(size=(m, d)) + 0.5, float(rng.uniform(1.5, 2.5))


@hint("One point here and one there: the only plan moves the one to the other.")
def test_two_points(answer):
    x, y = np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]])
    found = answer(x, y, 1.0)
    same_shape(found, ())
    close(found, 5.0, slips=[(25.0, METRIC), (2.5, HALVES)])


@hint("OT(x, x) − ½ OT(x, x) − ½ OT(x, x).")
def test_a_sample_and_itself(answer, rng):
    x, _, epsilon = instance(rng)
    found = answer(x, x.copy(), epsilon)
    slips = [
        (-entropic(x, x, epsilon), HALVES),
        (-entropic(x, x, epsilon, entropy=False), HALVES),
        (-entropic(x, x, epsilon, metric="sqeuclidean", entropy=False), HALVES),
        (entropic(x, x, epsilon), RAW),
        (entropic(x, x, epsilon, entropy=False), RAW),
    ]
    close(found, 0.0, atol=1e-7, slips=slips)


@hint("The minimum of ⟨π, C⟩ + ε KL(π‖a⊗b), less half of what each sample has with itself.")
def test_two_samples(answer, rng):
    x, y, epsilon = instance(rng)
    # ε Σ π log π in place of ε KL does as well: what it lacks cancels.
    right = divergence(x, y, epsilon)
    cost_only = divergence(x, y, epsilon, entropy=False)
    slips = [
        (cost_only, ENTROPY),
        (divergence(x, y, epsilon, metric="sqeuclidean"), METRIC),
        (divergence(x, y, epsilon, share=1.0), HALVES),
        (divergence(x, y, epsilon, share=0.0), RAW),
        (2 * cost_only - right, "The sign of the entropy term: KL is added to the cost."),
    ]
    close(answer(x, y, epsilon), right, rtol=1e-5, atol=1e-7, slips=slips)


@hint("A distance scales with its points: twice as far apart, with twice the ε, is twice as much.")
def test_units(answer, rng):
    x, y, epsilon = instance(rng)
    once, twice = (float(to_numpy(answer(s * x, s * y, s * epsilon))) for s in (1.0, 2.0))
    close(twice, 2 * once, rtol=1e-4, what="S of both samples and ε doubled")


@hint("Below 0 no divergence can be.")
def test_never_below_zero(answer, rng):
    x, y = rng.normal(size=(2, 6, 2))
    found = float(to_numpy(answer(x, y, 3.0)))
    if found < -1e-7:
        raise Wrong(f"For two samples of six points you returned {found:.4g}, below 0.")
