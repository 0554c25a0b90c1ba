"""Predict, then play.

Five games of two numbers, all from (θ, ψ) = (0.6, 0.8), with small alternating steps, the critic
first. What is the largest W1, which is |θ|, that each comes back to in the long run?
(a) Wasserstein without a limit; (b) clipped at c = 0.5; (c) with R1, λψ² at λ = 0.3; (d) with the
two-sided penalty λ(|ψ| − 1)² at λ = 2; (e) with the one-sided penalty, which asks nothing of a
slope of at most 1, at λ = 2. Write `predicted_ends()`, which returns your five numbers, before you
play anything: within 0.15 is right.
"""

from functools import cache

import numpy as np

from gantutor import dynamics
from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "Without any limit θ² + ψ² stays what it was. How far out does such a circle go?",
    "A limit on ψ cuts circles: the largest that fits is left. Which of the five have one?",
    "Two of them have a penalty that pushes where |ψ| is small. One pushes ψ to 0, and one away.",
)

START, H, STEPS, LATE = (0.6, 0.8), 0.05, 1500, 400
NEAR = 0.15
GAMES = {
    "(a)": dynamics.get("wasserstein"),
    "(b)": dynamics.get("wasserstein_clip", c=0.5),
    "(c)": dynamics.Method("wasserstein_r1", "wasserstein", rule="zero_centred", weight=0.3),
    "(d)": dynamics.get("wgan_gp", weight=2.0),
    "(e)": dynamics.get("wgan_gp_one_sided", weight=2.0),
}


@cache
def measured():
    """The largest |θ| of the last third of each game, by its letter."""
    paths = {
        letter: dynamics.trajectory(game, START, H, STEPS, "alternating")
        for letter, game in GAMES.items()
    }
    return {letter: float(np.abs(path[-LATE:, 0]).max()) for letter, path in paths.items()}


def compare(answer, letter):
    """Fail where the prediction is not near what was played, and say what was."""
    value = dict(zip(GAMES, parts(answer(), *GAMES), strict=True))[letter]
    same_shape(value, (), what=f"the prediction for {letter}")
    played = measured()[letter]
    if not abs(float(value) - played) <= NEAR:
        raise Wrong(
            f"For {letter} you predicted {float(value):.4g}; played, W1 comes back to {played:.3f}."
        )


@hint(
    "θ² + ψ² is 0.36 + 0.64 = 1 at the start and stays so: where ψ passes through 0, |θ| is 1. The "
    "start itself is not the largest."
)
def test_without_a_limit(answer):
    compare(answer, "(a)")


@hint(
    "ψ stops at c and leaves the edge where θ is 0: on the circle through (0, c). The game that "
    "goes on is that of a radius c, whatever the start was."
)
def test_clipped(answer):
    compare(answer, "(b)")


@hint("The penalty pushes ψ to 0 from both sides. It brakes the circle: nothing but 0 is left.")
def test_zero_centred(answer):
    compare(answer, "(c)")


@hint(
    "A slope of 0 costs λ, and the fine pushes ψ away from it. θ comes to where it outweighs that "
    "push, 2λ at ψ = 0: a larger λ drives the generator farther from the data."
)
def test_two_sided(answer):
    compare(answer, "(d)")


@hint(
    "Inside the strip |ψ| ≤ 1 there is no penalty. The circle of radius 1 fits into the strip just "
    "so, and nothing brakes it: that is what distinguishes a limit from a brake."
)
def test_one_sided(answer):
    compare(answer, "(e)")
