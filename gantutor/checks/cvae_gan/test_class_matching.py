"""A mean for each class.

Write `class_matching(real, real_labels, fake, fake_labels, classes)`: L_GC = ½ Σ_c ‖E f_C(x | c) −
E f_C(x_p | c)‖². `real` (n, d) are the classifier's features of images, `fake` (m, d) those of
samples, and the labels (n,) and (m,), whole numbers below `classes`, say which class each row is
of. E f_C(x | c) is the mean over the rows of class c. A class that one of the two batches has no
row of has no mean to be compared, and adds nothing. Return a scalar tensor; the decoder learns from
it through `fake`.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "`real[real_labels == c]` are the rows of class c. How many are there, perhaps?",
    "Divide the sum over a class by the number of its rows, not by the size of the batch.",
    "Skip a class unless both batches have a row of it: a mean of no rows is 0/0.",
)

WHOLE = "That compares the means of the whole batches: which class a row is of changes nothing."
COUNT = "The sum over a class is divided by the number of *its* rows, not by that of the batch."
HALF = "L_GC has a ½."
AVERAGED = "L_GC is the sum over the classes, not their mean."
FEATURES = "‖·‖² is the sum over the d features, not their mean."
ZERO = "A class without a row has no mean. Taken for 0 it draws the other batch's features to 0."


def expected(real, real_labels, fake, fake_labels, classes):
    total = 0.0 * fake.sum()
    for c in range(classes):
        ours, theirs = real[real_labels == c], fake[fake_labels == c]
        if len(ours) and len(theirs):
            total = total + 0.5 * (ours.mean(0) - theirs.mean(0)).square().sum()
    return total


def with_zeros(real, real_labels, fake, fake_labels, classes):
    """The same, with the mean 0 for a class without a row."""

    def means(features, labels):
        label = torch.eye(classes, dtype=features.dtype)[labels]
        return label.T @ features / label.sum(0).clamp(min=1)[:, None]

    return 0.5 * (means(real, real_labels) - means(fake, fake_labels)).square().sum()


def by_batch(real, real_labels, fake, fake_labels, classes):
    """The same, with sums divided by the size of the batch."""

    def means(features, labels):
        return torch.eye(classes, dtype=features.dtype)[labels].T @ features / len(features)

    return 0.5 * (means(real, real_labels) - means(fake, fake_labels)).square().sum()


def slips(*arguments):
    real, _, fake, _, classes = arguments
    right = expected(*arguments)
    return [
        (0.5 * (real.mean(0) - fake.mean(0)).square().sum(), WHOLE),
        (by_batch(*arguments), COUNT),
        (2 * right, HALF),
        (right / classes, AVERAGED),
        (right / real.shape[1], FEATURES),
        (with_zeros(*arguments), ZERO),
    ]


def batch(rng, n, m, classes, dims=3):
    """Features and labels with a row of each class at least, in batches of two sizes."""
    real, fake = (torch.as_tensor(rng.normal(size=(size, dims))) for size in (n, m))
    labels = [
        torch.as_tensor(
            rng.permutation([*range(classes), *rng.integers(classes, size=k - classes)])
        )
        for k in (n, m)
    ]
    return real, labels[0], fake + 1, labels[1], classes


@hint("Class 0: (1, 1) against (0, 1). Class 1: (2, 0) against (2, 4). ½(1 + 16) = 8.5.")
def test_two_classes(answer):
    real = torch.tensor([[0.0, 1.0], [2.0, 0.0], [2.0, 1.0]])
    fake = torch.tensor([[0.0, 1.0], [2.0, 3.0], [2.0, 5.0], [2.0, 4.0]])
    arguments = real, torch.tensor([0, 1, 0]), fake, torch.tensor([0, 1, 1, 1]), 2
    value = answer(*arguments)
    same_shape(value, ())
    close(value, torch.tensor(8.5), rtol=1e-5, slips=slips(*arguments))


@hint("Each batch has labels, and counts, of its own.")
def test_any_batch(answer, rng):
    arguments = batch(rng, 12, 17, 5)
    close(answer(*arguments), expected(*arguments), slips=slips(*arguments))


@hint("A class without a row in one of the batches is left out.")
def test_classes_that_are_missing(answer, rng):
    real, of_real, fake, of_fake, _ = batch(rng, 9, 8, 3)
    of_real, of_fake = of_real + 1, of_fake + 2  # 0 is in neither, 1 in one, 2 and 3 in both
    for arguments in ((real, of_real, fake, of_fake, 6), (fake, of_fake, real, of_real, 6)):
        close(answer(*arguments), expected(*arguments), slips=slips(*arguments))
    none = answer(real, 0 * of_real, fake, 0 * of_fake + 1, 2)
    close(float(none), 0.0, what="the loss of two batches without a common class")


@hint(
    "The gradient in a row is shared among the rows of its class, and finite where one is missing."
)
def test_the_decoder_learns_from_it(answer, rng):
    real, of_real, fake, of_fake, _ = batch(rng, 9, 8, 3)
    fake.requires_grad_()
    arguments = real, of_real + 1, fake, of_fake + 2, 6
    value = answer(*arguments)
    if not value.requires_grad:
        raise Wrong("The loss has 0 ways back to `fake`: it is made of plain numbers.")
    (found,) = torch.autograd.grad(value, fake)
    (wanted,) = torch.autograd.grad(expected(*arguments), fake)
    close(found, wanted, what="the gradient in `fake`")
