"""A proof with blanks: nobody overshoots by less.

On the line the gap of the penalised critic is W1 + I/(2λ), with I = ∫ (F − G)²/ρ. Show that I is at
least W1², whatever the density ρ of the points where the penalty looks, so that no such gap is
below the simple estimate W1 + W1²/(2λ). On a grid of cells of one `width`, `flow` holds |F − G| and
`rho` holds ρ, both above 0. Finish `least_overshoot(flow, rho, width, weight)`: each of its blanks
is a step of the proof, and the checks try them on random flows and densities.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.blanks import blanks

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Σ ρ · width = 1 is all that is known of ρ. So v² should be ρ.",
    "With v = √ρ, what must u be so that u·v is the flow? Then look at Σ u² · width.",
    "The left side of Cauchy and Schwarz is the square of Σ flow · width. What is that sum called?",
    "u = k·v means flow/√ρ = k√ρ: ρ is the flow, scaled so that its sum times width is 1.",
)

FACTORS = (
    "Σ v² · width must not depend on ρ: take v² = ρ, whose sum times width is 1 for every density."
)
FLOWS = "The two factors multiply to the flow: u is the flow over v."
SQUARE = "The left side is squared: it is W1², a length squared, as I is."
EXACT = "That is I itself, which depends on ρ. The bound has only W1 in it, and holds for every ρ."
UNIT = "A density has Σ ρ · width = 1: divide the flow by its own sum times width, which is W1."
HALF = "The excess of the gap is I/(2λ). The objective's is I/(4λ)."


filled = blanks("u", "v", "the least excess", "the least gap", "the best density")


def instance(rng, n=None):
    """A flow and a density on n cells, the width of a cell, and a weight."""
    n = int(rng.integers(4, 9)) if n is None else n
    flow, rho, width = rng.uniform(0.1, 1, n), rng.uniform(0.2, 2, n), rng.uniform(0.1, 0.7)
    return flow, rho / rho.sum() / width, width, rng.uniform(0.1, 5)


@hint(FLOWS)
def test_step_1_two_factors(answer, rng):
    problem = flow, *_ = instance(rng)
    u, v = filled(answer, problem, "a", "b")
    same_shape(u, flow.shape, what="the factor u")
    same_shape(v, flow.shape, what="the factor v")
    close(np.asarray(u) * np.asarray(v), flow, what="u·v")


@hint(FACTORS)
def test_step_1_what_is_known_of_v(answer, rng):
    problem = _, rho, width, _ = instance(rng)
    (v,) = filled(answer, problem, "b")
    v = np.asarray(v)
    slips = [
        (np.sum(rho**2) * width, "With v = ρ the sum of v² depends on ρ: take the root of ρ."),
        (float(len(rho) * width), "With v = 1 the ρ stays outside of both factors, and in I."),
    ]
    close(np.sum(v**2) * width, 1.0, what="the sum of v² · width", slips=slips)


@hint("Σ u² · width has to be I = Σ flow²/ρ · width, which is what the proof is about.")
def test_step_1_what_u_adds_up_to(answer, rng):
    problem = flow, rho, width, _ = instance(rng)
    (u,) = filled(answer, problem, "a")
    excess = np.sum(flow**2 / rho) * width
    close(np.sum(np.asarray(u) ** 2) * width, excess, what="the sum of u² · width")


@hint(SQUARE)
def test_step_2_the_least_excess(answer, rng):
    problem = flow, rho, width, _ = instance(rng)
    (least,) = filled(answer, problem, "c")
    w1 = flow.sum() * width
    slips = [
        (w1, SQUARE),
        (np.sum(flow**2 / rho) * width, EXACT),
        (np.sum(flow**2) * width, "Sum first, then square: the square of W1."),
        (flow.sum() ** 2, "W1 is the sum of the flow times the width of a cell."),
    ]
    close(least, w1**2, what="the least excess", slips=slips)


@hint("Put the least excess in the place of I in W1 + I/(2λ).")
def test_step_3_the_least_gap(answer, rng):
    problem = flow, rho, width, weight = instance(rng)
    (gap,) = filled(answer, problem, "d")
    w1 = flow.sum() * width
    slips = [
        (w1 + np.sum(flow**2 / rho) * width / (2 * weight), EXACT),
        (w1 + w1**2 / (4 * weight), HALF),
        (w1 + w1**2 / weight, HALF),
        (w1 + w1 / (2 * weight), SQUARE),
        (w1**2 / (2 * weight), "That is the excess alone. The gap has W1 itself in it too."),
    ]
    close(gap, w1 + w1**2 / (2 * weight), what="the least gap", slips=slips)


@hint("u = k·v with the factors of step 1: flow/√ρ = k·√ρ, so that ρ is a multiple of the flow.")
def test_step_4_where_it_is_reached(answer, rng):
    problem = flow, rho, width, _ = instance(rng)
    (best,) = filled(answer, problem, "e")
    same_shape(best, flow.shape, what="the best density")
    best, w1 = np.asarray(best), flow.sum() * width
    even = np.full_like(flow, 1 / (len(flow) * width))
    if not (best > 0).all():
        raise Wrong(f"The least entry of the best density is {best.min():.4g}; expected above 0.")
    slips = [
        (flow, UNIT),
        (flow / flow.sum(), UNIT),
        (even, "Even, it is best for an even flow only: where much passes, look more often."),
        (rho, "That is the density that came in, which need not be the best."),
    ]
    close(best, flow / w1, what="the best density", slips=slips)
