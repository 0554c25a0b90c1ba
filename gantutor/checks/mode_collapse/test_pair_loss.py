"""A margin that grows with the distance.

Write `pair_loss(fx, fy, x, y, weight)`, the critic's loss of a loss-sensitive game: the mean of
f(x) over the real samples, plus `weight` times the mean over the pairs (x[i], y[i]) of
max(0, Δ + f(x) - f(y)), where Δ = ‖x - y‖. You get the critic's outputs `fx` and `fy`, tensors of
shape (n,), and the samples `x` and `y`, tensors of shape (n, d). f is an energy, low on real.
Return a scalar tensor.
"""

import numpy as np
import torch

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "A pair costs nothing once its fake lies higher than its real partner by the margin Δ.",
    "`(x - y).norm(dim=1)` is the margin of each pair.",
    "`torch.relu` is max(0, ·), applied to each pair before the mean.",
)

SIGN = "f is an energy: the *fake* should be higher, so f(y) is subtracted."
MARGIN = "The margin is *added*: a fake has to lie higher than its partner by Δ, not just at all."
SQUARED = "The margin is the distance itself, not its square."
REAL = "The energy of the real samples is part of the loss: add the mean of f(x)."
OUTSIDE = "Each pair has its own hinge: first max(0, ·), then the mean."
CONSTANT = "The margin belongs to the pair: ‖x[i] - y[i]‖, not one number for all."
EVERYTHING = "One real sample to one fake: pairs of the same row, not every real with every fake."
WEIGHT = "The weight stands before the hinges alone."
NO_HINGE = "Without max(0, ·) a fake that is far above its margin goes on paying."


def loss(fx, fy, margin, weight):
    return fx.mean() + weight * np.maximum(0, margin + fx - fy).mean()


def check(answer, fx, fy, x, y, weight):
    fx, fy, x, y = (np.asarray(t, dtype=float) for t in (fx, fy, x, y))
    margin = np.linalg.norm(x - y, axis=1)
    crossed = np.linalg.norm(x[:, None] - y[None], axis=-1) + fx[:, None] - fy[None]
    hinges = np.maximum(0, margin + fx - fy).mean()
    slips = [
        (loss(fx, fy, margin**2, weight), SQUARED),
        (loss(fx, fy, np.ones(len(fx)), weight), CONSTANT),
        (loss(fx, fy, margin.mean(), weight), CONSTANT),
        (weight * hinges, REAL),
        (weight * (fx.mean() + hinges), WEIGHT),
        (fx.mean() + hinges, WEIGHT),
        (fx.mean() + weight * np.maximum(0, (margin + fx - fy).mean()), OUTSIDE),
        (fx.mean() + weight * (margin + fx - fy).mean(), NO_HINGE),
        (fx.mean() + weight * np.maximum(0, margin - fx + fy).mean(), SIGN),
        (fx.mean() + weight * np.maximum(0, crossed).mean(), EVERYTHING),
        (loss(fx, fy, -margin, weight), MARGIN),
        (loss(fx, fy, 0, weight), MARGIN),
    ]
    given = [torch.as_tensor(t) for t in (fx, fy, x, y)]
    expected = torch.as_tensor(loss(fx, fy, margin, weight))
    close(answer(*given, weight), expected, slips=slips)


@hint("The pair is 5 apart, and the fake lies ½ higher than its partner: it lacks 4½.")
def test_one_pair(answer):
    check(answer, [1.0], [1.5], [[0.0, 0.0]], [[3.0, 4.0]], 2.0)


@hint("The first pair is 5 apart and ½ apart in f: it lacks 4½. The second has enough.")
def test_by_hand(answer):
    check(answer, [1.0, 0.5], [1.5, 9.0], [[0.0, 0.0], [1.0, 0.0]], [[3.0, 4.0], [1.0, 2.0]], 2.0)


@hint("Some hinges are at rest and others are not.")
def test_a_random_batch(answer, rng):
    fx, fy = rng.uniform(0, 1, size=6), rng.uniform(0, 5, size=6)
    fy[0], fy[1] = 0.0, 20.0  # one far too low, one far above its margin
    x, y = rng.normal(size=(6, 3)), rng.normal(size=(6, 3)) + 1
    check(answer, fx, fy, x, y, 0.7)


@hint("Where every pair has its margin, only the energy of the real samples is left.")
def test_content(answer):
    check(answer, [0.25, 0.5], [9.0, 9.0], [[0.0], [1.0]], [[2.0], [3.0]], 3.0)


@hint("A hinge that is at rest has no slope; each of the others pulls on its f(x) and its f(y).")
def test_slopes(answer):
    fx = torch.tensor([1.0, 0.5], dtype=torch.float64, requires_grad=True)
    fy = torch.tensor([1.5, 9.0], dtype=torch.float64, requires_grad=True)
    x = torch.tensor([[0.0, 0.0], [1.0, 0.0]], dtype=torch.float64)
    y = torch.tensor([[3.0, 4.0], [1.0, 2.0]], dtype=torch.float64)
    for_x, for_y = torch.autograd.grad(answer(fx, fy, x, y, 2.0), (fx, fy))
    close(for_x, torch.tensor([1.5, 0.5]).double(), what="the slopes in fx")
    close(for_y, torch.tensor([-1.0, 0.0]).double(), what="the slopes in fy")
