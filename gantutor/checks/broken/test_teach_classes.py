"""A loss that starts well.

Mend `teach_classes(classifier, optimiser, x, labels)`: one step of a classifier, whose logits for
images x, (n, pixels), are (n, classes). Each image is of one class, `labels` (n,), and P(· | x) is
one law over all classes. It learns by −log P(label | x), the mean over the images, in nats. Return
that loss before the step, as a number for the log.
"""

import math

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 1
MINUTES = 6

SYMPTOM = """
The loss begins near log 2, whatever the number of classes, and falls to half of that although most
of the images are still named wrongly. Until then the classifier has learned little more than that
each class is rare.
"""

HINTS = (
    "What does a classifier pay that finds all ten classes equally likely? Compare with the log.",
    "How many answers in the target are 0? What does it cost to say so always?",
    "One law over the classes is a softmax: `F.cross_entropy(logits, labels)`.",
)

YES_OR_NO = (
    "Log 2 is the price of a yes-or-no question. Here is one question, with as many answers as "
    "there are classes."
)
MANY = "Sigmoids ask as many questions as there are classes, and nearly all answers are no."
OWN = "A sigmoid of the right class alone: to say yes to all classes costs nothing."
TWICE = "`cross_entropy` takes logits, and makes its softmax itself."
LATE = "That is the loss of the classifier after the step; the log has that from before it."


def players(classes=4, pixels=3, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        layers = nn.Linear(pixels, 5), nn.Tanh(), nn.Linear(5, classes)
        classifier = nn.Sequential(*layers).double()
    return classifier, Descent(classifier)


def batch(rng, classes=4, n=7, pixels=3):
    x = torch.as_tensor(rng.normal(size=(n, pixels)))
    return x, torch.as_tensor(rng.integers(classes, size=n))


def loss_of(classifier, x, labels):
    logits = classifier(x)
    return (logits.logsumexp(1) - logits.gather(1, labels[:, None]).squeeze(1)).mean()


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


def other_losses(classifier, x, labels):
    """The losses of known slips, with the words for each."""
    with torch.no_grad():
        logits = classifier(x)
        own = logits.gather(1, labels[:, None])
        target = nn.functional.one_hot(labels, logits.shape[1]).to(logits)
        each = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
        twice = nn.functional.cross_entropy(logits.softmax(1), labels)
        none = nn.functional.softplus(-own).mean()
    return [
        *((float(v), MANY) for v in (each.mean(), each.sum(1).mean())),
        (float(none), OWN),
        (float(twice), TWICE),
    ]


@hint("A step, down the loss: what is right is to become likelier.")
def test_it_runs(answer, rng):
    classifier, optimiser = players()
    x, _ = batch(rng, n=1)
    labels = torch.tensor([2])
    before = loss_of(classifier, x, labels).item()
    leave_old_gradients(classifier, value=0.0)
    with ready_to_train(classifier=classifier):
        answer(classifier, optimiser, x, labels)
    after = loss_of(classifier, x, labels).item()
    assert after < before, (
        f"−log P(label | x) of the only image went from {before:.4g} to {after:.4g}; expected less."
    )


@hint("Whoever finds ten classes equally likely pays log 10, and whoever is sure pays nothing; "
      "whatever the size of the batch.")  # fmt: skip
def test_what_a_guess_costs(answer, rng):
    for classes in (2, 10):
        classifier, optimiser = players(classes)
        with torch.no_grad():
            for p in classifier[2].parameters():
                p.zero_()
        data = batch(rng, classes)
        slips = [(math.log(2), YES_OR_NO), *other_losses(classifier, *data)]
        found = answer(classifier, optimiser, *data)
        if getattr(found, "requires_grad", False):
            raise Wrong("The logged loss is a tensor with a graph; expected a number.", "")
        slips.append((loss_of(classifier, *data).item(), LATE))
        what = f"the loss of a classifier that finds {classes} classes equally likely"
        close(float(found), math.log(classes), what=what, slips=slips)


@hint("−log of the right class's share of the softmax, the mean over the images.")
def test_any_batch(answer, rng):
    classifier, optimiser = players(seed=1)
    data = batch(rng)
    loss = loss_of(classifier, *data)
    gradients = torch.autograd.grad(loss, list(classifier.parameters()))
    wanted = values(classifier) - 0.1 * nn.utils.parameters_to_vector(gradients)
    slips = other_losses(classifier, *data)
    leave_old_gradients(classifier)
    found = answer(classifier, optimiser, *data)
    close(float(found), loss.item(), what="the logged loss", slips=slips)
    close(values(classifier), wanted, what="the classifier's parameters after the step")
