"""Two pulls on a generated sample.

Each generated sample y is a point in d dimensions. There the discriminator has the logit f(y), and
the logit has the gradient ∇f(y). Write `pulls(f, gradient)`: the gradients, with respect to y, of
log(1 - D) and of -log D at each sample, where D = σ(f). You get `f` of shape (n,) and `gradient` of
shape (n, d), and return two arrays of shape (n, d).
"""

import numpy as np
from scipy.special import expit

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "First the slopes of both losses in f, which are -D and -(1 - D). Then the chain rule.",
    "`f[:, None]` has the shape (n, 1), and multiplies each row of the gradient by its own number.",
    "`scipy.special.expit` is σ; `expit(-f)` is 1 - D without loss of digits.",
)

NAMES = ("the gradient of log(1 - D)", "the gradient of -log D")
ORDER = "First log(1 - D), then -log D."
DOWNHILL = "Those are the directions in which the sample moves; the gradients point the other way."
ONE_SIDE = "-D and -(1 - D) add up to -1: a sample seen through has D near 0."
ROWS = "Each sample has its own D, for all of its d coordinates: make f a column, `f[:, None]`."


@hint("At f = 0, D is ½, and both gradients are minus half of ∇f.")
def test_a_discriminator_in_doubt(answer):
    gradient = np.array([[2.0, 0.0, -4.0], [6.0, 8.0, 0.0], [1.0, 1.0, 2.0]])
    values = parts(answer(np.zeros(3), gradient), *NAMES)
    slips = [
        (gradient / 2, DOWNHILL),
        (-gradient / 8, "The slope of σ, D(1 - D), is already in -D and -(1 - D)."),
        (-2 * gradient, "That is the slope in D. Multiply by the slope of σ, D(1 - D)."),
        (-gradient / 4, "That is the slope of D. The losses have the slopes -D and -(1 - D) in f."),
        (-gradient / 6, "Each sample's own gradient: do not divide by the number of samples."),
    ]
    for value, name in zip(values, NAMES, strict=True):
        close(value, -gradient / 2, what=name, slips=slips)


@hint(ONE_SIDE)
def test_a_sample_that_is_seen_through(answer):
    f, gradient = np.array([-7.0]), np.array([[1.0, -3.0]])
    first, second = parts(answer(f, gradient), *NAMES)
    d = expit(f)[0]
    slips = [(-(1 - d) * gradient, ORDER)]
    close(first, -d * gradient, what=NAMES[0], slips=slips)
    close(second, -(1 - d) * gradient, what=NAMES[1])


@hint(ROWS)
def test_each_sample_by_itself(answer, rng):
    # As many samples as dimensions: a wrong axis raises no error here.
    f, gradient = 2 * rng.normal(size=3), rng.normal(size=(3, 3))
    first, second = parts(answer(f, gradient), *NAMES)
    d = expit(f)
    close(first, -d[:, None] * gradient, what=NAMES[0], slips=[(-d * gradient, ROWS)])
    close(second, -(1 - d)[:, None] * gradient, what=NAMES[1])


@hint("`np.exp(1000)` overflows. `expit` does not, and `expit(-f)` is 1 - D with all its digits.")
def test_far_out(answer):
    f, gradient = np.array([-1000.0, 40.0, 1000.0]), np.ones((3, 2))
    first, second = parts(answer(f, gradient), *NAMES)
    close(first, -expit(f)[:, None] * gradient, what=NAMES[0])
    close(second, -expit(-f)[:, None] * gradient, what=NAMES[1])
