"""Pair by pair, or on average.

Write `matching_losses(real, rebuilt, prior)`: two of the decoder's losses, by the features of some
layer. `real` (n, d) are the features of n images, `rebuilt` (n, d) those of their reconstructions,
row by row, `prior` (m, d) those of m samples of the prior, which are nobody's reconstruction.
Return two scalar tensors: the part of L_G, which is the mean over the pairs of ½‖f(x) − f(x_f)‖²,
and L_GD = ½‖E f(x) − E f(x_p)‖², with the means of the two batches. The images are given: gradients
go to `rebuilt` and to `prior` alone.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, parts

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "‖·‖² is a sum over the d features. What is averaged, and what is summed, in each of the two?",
    "For L_G subtract row by row, square, sum over d, then average over the rows.",
    "For L_GD average over the rows first: the two means have the shape (d,).",
    "`real.detach()` are numbers: no gradient goes there.",
)

SUMMED = "‖·‖² is the sum over the d features, not their mean."
HALF = "Both losses have a ½."
BATCH = "The mean over the pairs, not their sum."
FIRST = (
    "Average first, then take the norm: E f(x) and E f(x_p) are compared, not sample with sample. "
    "A sample of the prior has no partner."
)


def losses(answer, *features):
    return parts(answer(*features), "the part of L_G", "L_GD")


def expected(real, rebuilt, prior):
    pairs = 0.5 * (real - rebuilt).square().sum(1).mean()
    return pairs, 0.5 * (real.mean(0) - prior.mean(0)).square().sum()


REAL = torch.tensor([[1.0, 0.0, 2.0], [3.0, 4.0, 0.0], [2.0, 2.0, 1.0]])
REBUILT = torch.tensor([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0], [2.0, 0.0, 1.0]])
PRIOR = torch.tensor([[2.0, 0.0, 1.0], [0.0, 2.0, 1.0], [1.0, 1.0, 1.0]])


@hint("Squared distances of the pairs are 4, 25 and 4: their mean is 11, and the half of it 5.5.")
def test_three_pairs(answer):
    pairs, _ = losses(answer, REAL, REBUILT, PRIOR)
    slips = [
        (torch.tensor(11.0), HALF),
        (torch.tensor(11 / 3), SUMMED),
        (torch.tensor(5.5 / 3), SUMMED),
        (torch.tensor(33.0), BATCH),
        (torch.tensor(16.5), BATCH),
        (torch.tensor(3.0), "That is the root of the squares: ‖·‖² is without it."),
        (torch.tensor(1.5), "That is the root of the squares: ‖·‖² is without it."),
    ]
    close(pairs, torch.tensor(5.5), rtol=1e-5, what="the part of L_G", slips=slips)


@hint("The means are (2, 2, 1) and (1, 1, 1): ½(1 + 1 + 0) = 1.")
def test_two_means(answer):
    _, means = losses(answer, REAL, REBUILT, PRIOR)
    paired = 0.5 * (REAL - PRIOR).square().sum(1).mean()
    every = 0.5 * (REAL[:, None] - PRIOR).square().sum(-1).mean()
    slips = [
        (torch.tensor(2.0), HALF),
        (torch.tensor(1 / 3), SUMMED),
        (torch.tensor(2 / 3), SUMMED),
        (paired, FIRST),
        (every, FIRST),
        (2 * paired, FIRST),
        (paired / 3, FIRST),
        (0.5 * (REAL.mean(0) - REBUILT.mean(0)).square().sum(), "It is about `prior`."),
    ]
    close(means, torch.tensor(1.0), rtol=1e-5, what="L_GD", slips=slips)


@hint("The two batches need not be of one size: each has its own mean.")
def test_any_batch(answer, rng):
    real, rebuilt, prior = (torch.as_tensor(rng.normal(size=(n, 4))) for n in (5, 5, 7))
    for found, wanted, what in zip(
        losses(answer, real, rebuilt, prior),
        expected(real, rebuilt, prior),
        ("the part of L_G", "L_GD"),
        strict=True,
    ):
        close(found, wanted, what=what)


@hint("Each loss is for the decoder, which made `rebuilt` and `prior`: to them gradients must go.")
def test_gradients_go_to_what_the_decoder_made(answer, rng):
    features = [torch.as_tensor(rng.normal(size=(5, 4))).requires_grad_() for _ in range(3)]
    found = losses(answer, *features)
    wanted = expected(features[0].detach(), *features[1:])
    for loss, right, k, name in ((0, 0, 1, "rebuilt"), (1, 1, 2, "prior")):
        if not found[loss].requires_grad:
            raise Wrong(f"The loss number {loss + 1} has 0 ways back to `{name}`.")
        (g,) = torch.autograd.grad(found[loss], features[k], retain_graph=True, allow_unused=True)
        (w,) = torch.autograd.grad(wanted[right], features[k])
        g = torch.zeros_like(w) if g is None else g
        close(g, w, what=f"the gradient in `{name}`")


@hint("An image is a target, and not the decoder's work: `real.detach()`.")
def test_no_gradient_goes_to_the_images(answer, rng):
    real, rebuilt, prior = (
        torch.as_tensor(rng.normal(size=(5, 4))).requires_grad_() for _ in range(3)
    )
    total = sum(losses(answer, real, rebuilt, prior))
    (found,) = torch.autograd.grad(total, real, allow_unused=True)
    largest = 0.0 if found is None else float(found.abs().max())
    close(largest, 0.0, what="the largest gradient in `real`")
