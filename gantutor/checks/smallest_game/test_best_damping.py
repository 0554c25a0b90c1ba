"""As fast as it can come to rest.

The game θ̇ = aψ, ψ̇ = −bθ − gψ is played in alternating steps of size h, the critic ψ first. A critic
that is not braked, g = 0, goes round for ever, and one that is braked hard hardly moves. Write
`best_damping(a, b, h)`: the g ≥ 0 with which the distance falls fastest in the long run, and the
factor by which one step then multiplies it. a, b > 0, and h is so small that h²ab < 1. Return the
two numbers.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts, same_shape

DIFFICULTY = 3
MINUTES = 20

HINTS = (
    "Two eigenvalues have the determinant as their product. While they are a complex pair, each "
    "has its root as its modulus.",
    "The determinant is 1 − hg, so a pair gets smaller with g, until the two meet and are real. "
    "From there on the larger of the two grows again.",
    "They meet where the trace is twice the root of the determinant, with the trace "
    "2 − hg − h²ab. Put s = √(1 − hg).",
    "(1 − s)² + … : s² + 1 − h²ab = 2s gives s = 1 − h√(ab), and g from it.",
)

FLOW = "That is the best brake of the flow, 2√(ab). Steps of size h want a little less: use h."
LARGER = "Is there a better one? Try a g on either side of yours, and look at the eigenvalues."


def factor(a, b, g, h):
    """The largest modulus of the eigenvalues of one alternating step."""
    critic, generator = np.array([[1, 0], [-h * b, 1 - h * g]]), np.array([[1, h * a], [0, 1]])
    return np.abs(np.linalg.eigvals(generator @ critic)).max()


def instance(rng):
    """a, b and h with h√(ab) between 0.1 and 0.8."""
    a, b = rng.uniform(0.4, 2.0, size=2)
    return a, b, rng.uniform(0.1, 0.8) / np.sqrt(a * b)


def right(a, b, h):
    """The best g and its factor."""
    omega = np.sqrt(a * b)
    return omega * (2 - h * omega), 1 - h * omega


@hint("Two numbers: the brake g, and the factor of a step.")
def test_two_numbers(answer):
    for value, what in zip(parts(answer(0.5, 0.5, 0.2), "g", "factor"), "gf", strict=True):
        same_shape(value, (), what={"g": "the brake g", "f": "the factor"}[what])


@hint("No g ≥ 0 may give a smaller factor than yours does.")
def test_no_brake_is_better(answer, rng):
    a, b, h = instance(rng)
    g, _ = parts(answer(a, b, h), "g", "factor")
    g = float(g)
    if not g >= 0:
        raise Wrong(f"You returned g = {g:.4g}; expected a number of at least 0.")
    best, least = right(a, b, h)
    mine = factor(a, b, g, h)
    if mine > least + 1e-3:
        other = g + (0.05 if best > g else -0.05) * abs(best - g)
        words = FLOW if np.isclose(g, 2 * np.sqrt(a * b)) else LARGER
        raise Wrong(
            f"With a = {a:.3f}, b = {b:.3f}, h = {h:.3f} your g = {g:.4f} gives a factor of "
            f"{mine:.4f}; g = {other:.4f} gives {factor(a, b, other, h):.4f}.",
            words,
        )


@hint("The brake is exact: at the best g the two eigenvalues are the same number, 1 − h√(ab).")
def test_the_brake(answer, rng):
    a, b, h = instance(rng)
    g, _ = parts(answer(a, b, h), "g", "factor")
    close(g, right(a, b, h)[0], what="the brake g", rtol=1e-3)


@hint("The factor is that of your own g: the modulus of the two equal eigenvalues.")
def test_the_factor(answer, rng):
    a, b, h = instance(rng)
    _, f = parts(answer(a, b, h), "g", "factor")
    _, least = right(a, b, h)
    slips = [
        (least**2, "That is the determinant, the product of the two eigenvalues: take its root."),
        (np.exp(-h * np.sqrt(a * b)), "That is the flow in the time h. A step is 1 − h√(ab)."),
        (np.sqrt(a * b), "That is the rate of the flow. A step of size h multiplies."),
    ]
    close(f, least, what="the factor", rtol=1e-3, slips=slips)
