"""Regression to one and zero.

Write `least_squares_losses(fx, fy)`: the losses of the critic and of the generator, both to be
minimised. The critic pays ½(f - 1)² on real samples plus ½f² on generated ones; the generator pays
½(f - 1)² on generated ones; each side is a mean. You get the critic's outputs `fx` on real samples
and `fy` on generated ones, tensors of shape (n,) and (m,). Return two scalar tensors.
"""

import numpy as np
import torch

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 1
MINUTES = 5

HINTS = (
    "No sigmoid and no logarithm: the critic's output itself is compared with 1 or 0.",
    "Each of the three terms has its own ½ and its own mean.",
    "The generator wants its samples to be given the value of real ones: 1.",
)

NAMES = ("the critic's loss", "the generator's loss")
NO_HALF = "Each term has a factor of ½: without it every gradient is twice as large."
ONE_HALF = "Both terms have the factor ½, the real one and the generated one."
TOGETHER = "Each side has its own mean, and the two are added: batches may differ in size."
TARGETS = "The critic draws real samples to 1 and generated ones to 0."
ZERO = "The generator draws its samples to 1, the value of real ones. The critic wants them at 0."
NEGATIVE = "Minus the critic's loss is another game, and it has no least value: f may grow."
FAKES = "The generator's loss looks at its own samples, fy. What real ones get is not its doing."
PLUS = "The generator pays, as the critic does: both losses are minimised, with a plus."
ORDER = "First the critic's loss, then the generator's."
SIGMOID = "The critic is a regression: its output goes into the square as it is, with no sigmoid."


def half(f, target):
    return 0.5 * ((f - target) ** 2).mean()


def tensor(values):
    return torch.as_tensor(np.asarray(values, dtype=float))


def check(answer, fx, fy):
    fx, fy = tensor(fx), tensor(fy)
    critic, generator = parts(answer(fx, fy), *NAMES)
    real, fake, gain = half(fx, 1), half(fy, 0), half(fy, 1)
    both = torch.cat([0.5 * (fx - 1) ** 2, 0.5 * fy**2]).mean()
    sx, sy = torch.sigmoid(fx), torch.sigmoid(fy)
    critics = [
        (2 * (real + fake), NO_HALF),
        (2 * real + fake, ONE_HALF),
        (real + 2 * fake, ONE_HALF),
        (both, TOGETHER),
        (2 * both, TOGETHER),
        (half(fx, 0) + half(fy, 1), TARGETS),
        (gain, ORDER),
        (half(sx, 1) + half(sy, 0), SIGMOID),
    ]
    generators = [
        (-gain, PLUS),
        (real, FAKES),
        (2 * gain, NO_HALF),
        (fake, ZERO),
        (-fake, NEGATIVE),
        (half(sy, 1), SIGMOID),
    ]
    close(critic, real + fake, what=NAMES[0], slips=critics)
    close(generator, gain, what=NAMES[1], slips=generators)


@hint("f = (3, 1) on real costs ½ · (4 + 0)/2 = 1; f = (2, 0, 4) on fake costs ½ · 20/3.")
def test_by_hand(answer):
    check(answer, [3.0, 1.0], [2.0, 0.0, 4.0])


@hint("The two batches may have different sizes.")
def test_batches_of_different_sizes(answer, rng):
    check(answer, rng.normal(size=7), rng.normal(size=4) - 2)


@hint("The slopes are f - 1 and f, each divided by the size of its batch.")
def test_slopes(answer, rng):
    fx, fy = (
        tensor(rng.normal(size=4)).requires_grad_(),
        tensor(rng.normal(size=6)).requires_grad_(),
    )
    critic, generator = parts(answer(fx, fy), *NAMES)
    for_x, for_y = torch.autograd.grad(critic, (fx, fy), retain_graph=True)
    (to_real,) = torch.autograd.grad(generator, fy)
    close(for_x, (fx.detach() - 1) / 4, what="the critic's slopes in fx")
    close(for_y, fy.detach() / 6, what="the critic's slopes in fy")
    close(to_real, (fy.detach() - 1) / 6, what="the generator's slopes in fy")
