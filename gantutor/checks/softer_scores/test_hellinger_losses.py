"""A game for another distance.

A critic f pays a(f) on a real sample and b(f) on a generated one, and at every point it may be any
real number. Find a and b such that the least loss of the critic, E a(f(x)) + E b(f(y)), is 2 ∫ √(p
q) for any two densities p and q: 2 if the laws agree, 0 if they share no mass. (It is 2 minus twice
the squared Hellinger distance.) As usual a higher f shall mean "more real": a falls, and b rises.
Write `hellinger_losses(f)`: a and b at an array f of outputs, two arrays of its shape. There is
more than one right answer.
"""

import warnings

import numpy as np

from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape

DIFFICULTY = 3
MINUTES = 20

HINTS = (
    "Each point has its own problem: the least of p a(t) + q b(t) over all numbers t must be "
    "2√(p q). Which inequality has a 2√ of a product in it?",
    "p s + q/s is never below 2√(p q), for any s > 0, and one s reaches it.",
    "So let b = 1/a, with an a that falls from ∞ to 0 while f goes from -∞ to ∞.",
)

NAMES = ("a", "b")
CLASSIFIER = (
    "That is the classifier: its least loss is log 4 - 2 JS. Another pair of functions is needed, "
    "and the product of the two is what matters."
)
SQUARES = "That is least squares: its least loss is ½ ∫ pq/(p + q)."
HINGE = "That is the hinge: its least loss is 2 ∫ min(p, q)."
WASSERSTEIN = "A difference of means has no least value where f is free: more can always be gained."
UP = "a falls and b rises: a critic that calls a real sample more real should pay less."
TOO_HIGH = "No f reaches 2√(p q): the least loss is larger."
TOO_LOW = "Some f pays less than 2√(p q)."
F = np.linspace(-20, 20, 4001)


def pays(answer, f):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        a, b = (np.asarray(v, dtype=float) for v in parts(answer(f.copy()), *NAMES))
    for value, name in ((a, "a"), (b, "b")):
        same_shape(value, f.shape, name)
        if np.isnan(value).any():
            raise Wrong(f"{name} is nan at f = {f[np.isnan(value)][0]:g}.", "")
    return a, b


def least(answer, p, q):
    """The least of p a(t) + q b(t) over t: on a grid, then twice on a finer one around its best."""
    t = F
    for _ in range(3):
        a, b = pays(answer, t)
        with np.errstate(invalid="ignore"):
            losses = p * a + q * b
        k = int(np.nanargmin(losses))
        t = np.linspace(t[max(k - 1, 0)], t[min(k + 1, len(t) - 1)], 2001)
    return float(np.nanmin(losses))


def known(answer):
    """What is recognised: a game of the chapter, or of a later one."""
    a, b = pays(answer, F[::50])
    f = F[::50]
    games = (
        (np.logaddexp(0, -f), np.logaddexp(0, f), CLASSIFIER),
        ((f - 1) ** 2 / 2, f**2 / 2, SQUARES),
        (np.maximum(0, 1 - f), np.maximum(0, 1 + f), HINGE),
        (-f, f, WASSERSTEIN),
    )
    for real, fake, words in games:
        if np.allclose(a, real) and np.allclose(b, fake):
            return words
    return ""


@hint(UP)
def test_higher_is_more_real(answer):
    a, b = pays(answer, np.linspace(-3, 3, 61))
    if (np.diff(a) > 1e-12).any() or (np.diff(b) < -1e-12).any():
        words = known(answer) or UP
        which = "a rises" if (np.diff(a) > 1e-12).any() else "b falls"
        raise Wrong(f"Somewhere between f = -3 and f = 3 {which}.", words)


@hint("With p = q = 1 the least of a(t) + b(t) has to be 2.")
def test_equal_densities(answer):
    judge(answer, 1.0, 1.0)


@hint("For p = 4 and q = 1 it is 4, and for p = 9 and q = ¼ it is 3: not only where p = q.")
def test_other_densities(answer, rng):
    for p, q in ((4.0, 1.0), (0.25, 9.0), *np.exp(rng.uniform(-2, 2, size=(3, 2)))):
        judge(answer, p, q)


def judge(answer, p, q):
    found, right = least(answer, p, q), 2 * np.sqrt(p * q)
    if not abs(found - right) <= 1e-4 * right:
        words = known(answer) or (TOO_HIGH if found > right else TOO_LOW)
        raise Wrong(
            f"With the densities p = {p:.3g} and q = {q:.3g} the least loss is {found:.4g}; "
            f"expected {right:.4g}.",
            words,
        )


@hint("Where only one law has mass, the loss has to come as near to 0 as one likes.")
def test_laws_that_share_nothing(answer):
    a, b = pays(answer, F)
    for values, of in ((a, "real"), (b, "generated")):
        if values.min() > 0.1:  # some fall to 0 as slowly as 1 / |f|
            raise Wrong(
                f"Where only {of} samples are, the critic pays {values.min():.3g} at least; "
                "expected nearly 0."
            )
