"""Cancel the overshoot.

On the line, the gap that a critic logs at the optimum is W1 + I/(2λ). The number I depends on the
two laws and not on λ. Two critics were trained on the same laws, with two weights. Write
`without_overshoot(gap_1, weight_1, gap_2, weight_2)`: what W1 must be. The answer is one number.
"""

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "There are two equations, gap_1 = W1 + I/(2 weight_1) and the same for 2, and two unknowns.",
    "Multiply each equation by its weight: then I/2 stands in both, and subtraction removes it.",
    "weight_1·gap_1 − weight_2·gap_2 = (weight_1 − weight_2)·W1.",
)

MEAN = "An average of the two gaps is still too large: both overshoot."
CROSS = "Each gap is multiplied by its own weight, since its overshoot is I/(2·weight)."
SIGN = "Both differences are taken in the same order: first minus second."


@hint("With W1 = 2 and I = 4 the gaps are 2.2 at weight 10 and 4 at weight 1.")
def test_whole_numbers(answer):
    slips = [
        (3.1, MEAN),
        ((10 * 2.2 + 4) / 11, MEAN),
        ((2.2 - 10 * 4) / (1 - 10), CROSS),
        (-2.0, SIGN),
        (2.2, "That is one of the gaps; it still holds its own overshoot."),
        (1.8, "The difference of the gaps holds no W1 at all: that is the part that cancels."),
        (-1.8, "The difference of the gaps holds no W1 at all: that is the part that cancels."),
    ]
    close(answer(2.2, 10.0, 4.0, 1.0), 2.0, slips=slips)


@hint("It does not matter which critic comes first.")
def test_either_order(answer):
    close(answer(4.0, 1.0, 2.2, 10.0), 2.0)


@hint("Any two weights will do, as long as they differ.")
def test_any_weights(answer, rng):
    w1, excess = rng.uniform(0.5, 5, size=2)
    first, second = rng.uniform(0.1, 5), rng.uniform(6, 50)
    gaps = [w1 + excess / (2 * weight) for weight in (first, second)]
    close(answer(gaps[0], first, gaps[1], second), w1)
