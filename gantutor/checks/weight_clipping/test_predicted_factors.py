"""Predict, then train.

Clipped critics, c = 0.1, are trained on two heaps of points in the plane, all coordinates positive:
the data lie farther out than the fakes, along the diagonal. By what number is the gap that they log
multiplied if (a) c is halved and they have two layers of weights; (b) c is halved and they have
four; (c) with three layers, both hidden layers get twice as many units; (d) with three layers, the
data move out until the two heaps are twice as far apart? Write `predicted_factors()`, which returns
your four numbers, before you run anything. The check then trains critics, eight seeds of each, and
says how near you came: within 15% is right.
"""

from functools import cache

import numpy as np

from gantutor import constraints, gan, nets, training
from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The corollary bounds the gap by K·W1. In each case: which of the two changes, and how?",
    "max(0, t/2) is half of max(0, t): what each layer takes away, the next ones pass on.",
    "K = c^L · ∏√(n_in·n_out). A hidden layer stands in two of these roots.",
)

SEEDS = range(8)
SHIFT = 1.0
STEPS = 100
NEAR = 0.15  # how far off a prediction may be: the seeds' own spread is smaller


def gaps(widths, limits=(0.1,), shifts=(SHIFT,)):
    """The gaps of trained critics, (settings, seeds); each setting meets the same samples."""
    draws = [np.random.default_rng(s) for s in SEEDS]
    x, y = np.array([3 + 0.5 * rng.normal(size=(2, 256, 2)) for rng in draws]).swapaxes(0, 1)
    settings = [(c, shift) for c in limits for shift in shifts]
    config = gan.Config(
        critic=nets.MLP(widths, init="normal002"),
        constraint=constraints.Clip([c for c, _ in settings for _ in SEEDS]),
        optimiser="rmsprop",
        n_critic=1,
        batch=64,
        iterations=STEPS,
    )
    run = gan.start(
        config,
        np.concatenate([x + shift for _, shift in settings]),
        y=np.concatenate([y for _ in settings]),
        seeds=[*SEEDS] * len(settings),
        device="cpu",
    )
    *_, last = training.play(run, every=config.iterations)
    return np.asarray(last["gap"]).reshape(len(settings), -1)


@cache
def measured():
    """The four factors of trained critics, shape (4, seeds)."""
    two, four = (gaps(widths, (0.1, 0.05)) for widths in ((2, 32, 1), (2, 64, 64, 64, 1)))
    near, far = gaps((2, 64, 64, 1), shifts=(SHIFT, 2 * SHIFT))
    (wide,) = gaps((2, 128, 128, 1))
    return np.array([two[1] / two[0], four[1] / four[0], wide / near, far / near])


def compare(answer, which, case):
    """Fail where the prediction is not near the mean of what was measured, and say by how much."""
    predicted = parts(answer(), "(a)", "(b)", "(c)", "(d)")[which]
    same_shape(predicted, (), what=f"the prediction for {case}")
    number, factors = float(predicted), measured()[which]
    mean = factors.mean()
    if not number > 0:
        raise Wrong(
            f"For {case} you predicted {number:.4g}; trained critics were multiplied by "
            f"{mean:.3g} ± {factors.std(ddof=1):.2g} (eight seeds)."
        )
    off = number / mean
    if abs(off - 1) > NEAR:
        large = f"{off:.2g} times too large" if off > 1 else f"{1 / off:.2g} times too small"
        raise Wrong(
            f"For {case} you predicted {number:.4g}; trained critics were multiplied by "
            f"{mean:.3g} ± {factors.std(ddof=1):.2g} (eight seeds). Your number is {large}."
        )


@hint(
    "Half of c is half the slope of *each* layer. ReLU passes a factor above 0 on, so two layers "
    "make ¼ of it, and not ½."
)
def test_c_halved_with_two_layers(answer):
    compare(answer, 0, "(a)")


@hint(
    "The gap follows c^L: four layers make (½)⁴. The same change of c means another thing in every "
    "architecture, which is why no c can be copied."
)
def test_c_halved_with_four_layers(answer):
    compare(answer, 1, "(b)")


@hint(
    "Clipping bounds each weight, and twice as many of them pull together: the layer between the "
    "hidden ones stretches 2 times as much, the first and the last √2 times each. √2 · 2 · √2 = 4."
)
def test_hidden_layers_twice_as_wide(answer):
    compare(answer, 2, "(c)")


@hint(
    "K does not know the samples. The steepest critic that is allowed rises all the way from heap "
    "to heap, so that its gap is K times the distance: W1 has this factor too."
)
def test_heaps_twice_as_far_apart(answer):
    compare(answer, 3, "(d)")
