"""Predict: who is told anything?

A generator has three logits, 2, 1 and −1, for the tokens a, b and c, which earn 1, 0 and 3. Three
numbers: the derivative by the first logit (a) of what the token with the largest logit earns, (b)
of the largest logit itself, as max-pooling passes it on; (c) how far the first logit must fall
until anything changes in (a). And yes or no: (d) the expected reward of a token drawn from the
softmax has a derivative by the first logit that is not 0; (e) if every token earns 5, the mean of
the score-function estimates is 0; (f) then the estimate of each single draw is 0, too, without a
baseline. Write `predicted_gradients()`, which returns your six predictions before you run anything.
The check computes them.
"""

from functools import cache

import torch

from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape
from gantutor.checks.engine.describe import show, to_numpy
from gantutor.checks.engine.predictions import predicted_yes

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "Move the first logit by a thousandth. Which token has the largest logit now? What does it "
    "earn?",
    "Max-pooling returns a value of its input, and the choice of a token returns none of them.",
    "The score-function estimate of one draw k is r · (e_k − p). What is its mean if r is the same "
    "for every token?",
)

THETA, EARNS, SAME = (2.0, 1.0, -1.0), (1.0, 0.0, 3.0), 5.0

CHOICE = (
    "A thousandth more or less, and a is still the choice, and earns what it did. The derivative "
    "is 0, and no training goes on from there."
)
POOLED = "max(2, 1, −1) follows its largest argument one to one: the winner is told everything."
MARGIN = "The choice changes where another logit is as large: the difference to the second one."
DRAWN = (
    "The expected reward is Σ p r, and p is smooth in the logits. It is the single draw that has "
    "no derivative."
)
CONSTANT = (
    "Σ p_k · 5 · (e_k − p) is 5 · (p − p): a reward that is the same for all teaches nothing."
)
SINGLE = (
    "One draw gives 5 · (e_k − p), and e_k is not p. Only the mean is 0: what a baseline takes "
    "away is noise."
)


@cache
def computed():
    """The three numbers, and whether (d), (e), (f) hold."""
    theta = torch.tensor(THETA, dtype=torch.float64, requires_grad=True)
    earns = torch.tensor(EARNS, dtype=torch.float64)

    def chosen(by):
        moved = theta.detach() + torch.tensor([by, 0.0, 0.0])
        return earns[moved.argmax()].item()

    slope = (chosen(1e-3) - chosen(-1e-3)) / 2e-3
    (pooled,) = torch.autograd.grad(theta.max(), theta)
    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if chosen(-middle) == chosen(0.0) else (low, middle)
    p = torch.softmax(theta, 0)
    (drawn,) = torch.autograd.grad(p @ earns, theta)
    p = p.detach()
    each = SAME * (torch.eye(3) - p)
    mean = p @ each
    return (
        (slope, pooled[0].item(), high),
        (
            abs(drawn[0].item()) > 1e-9,
            mean.abs().max().item() < 1e-12,
            each.abs().max().item() < 1e-12,
        ),
    )


def of(answer, place):
    return parts(answer(), "(a)", "(b)", "(c)", "(d)", "(e)", "(f)")[place]


def compare(answer, place, what):
    value, number = of(answer, place), computed()[0][place]
    same_shape(value, (), what)
    found = float(to_numpy(value))
    if not abs(found - number) < 0.02:
        raise Wrong(
            f"{what[0].upper()}{what[1:]}: you predicted {show(found)}; computed, it is "
            f"{show(round(number, 6))}."
        )


@hint(CHOICE)
def test_the_choice(answer):
    compare(answer, 0, "the derivative of what the chosen token earns")


@hint(POOLED)
def test_max_pooling(answer):
    compare(answer, 1, "the derivative of the largest logit")


@hint(MARGIN)
def test_where_it_jumps(answer):
    compare(answer, 2, "how far the first logit must fall")


@hint(DRAWN)
def test_the_expected_reward(answer):
    predicted_yes(of(answer, 3), computed()[1][0], "(d), the expected reward has a derivative")


@hint(CONSTANT)
def test_a_constant_reward(answer):
    predicted_yes(of(answer, 4), computed()[1][1], "(e), the mean of the estimates is 0")


@hint(SINGLE)
def test_a_single_draw(answer):
    predicted_yes(of(answer, 5), computed()[1][2], "(f), each single estimate is 0")
