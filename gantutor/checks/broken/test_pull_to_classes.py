"""What ten labels are for.

Mend `pull_to_classes(decoder, optimiser, features, x, z, labels, classes)`: one step of the decoder
on L_GC = ½ Σ_c ‖E f(x | c) − E f(y | c)‖². Row i of the images x and row i of the samples y are of
the class `labels[i]`, a whole number below `classes`; sample i is the decoder's at z[i] with its
label, one-hot, behind it. `features` is the network f, (n, pixels) → (n, d), which does not learn
here. Nothing is returned.
"""

import torch
from torch import nn
from torch.nn.functional import one_hot

from gantutor.checks.engine.assertions import close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
The average sample comes to look like the average image, so the loss falls. Yet no more labels are
obeyed than a guess would get right, because nothing in this loss connects a label with a class.
"""

HINTS = (
    "Ask the finished decoder for ten nines, and then for ten ones. What differs?",
    "Exchange the labels of two classes in the images. Which number in the program changes?",
    "Both means are over the whole batch. Take them over the rows of one class, and add up the "
    "classes that have rows.",
)

WHOLE = "Those are means of all rows: the decoder could swap all its labels at no cost."
COUNT = "The sum over a class is divided by the number of its rows, not by that of the batch."
PAIRS = "Means are compared, class by class: no sample has a partner among the images."
AVERAGED = "The sum over the classes, not their mean."
HALF = "There is a ½ in L_GC."


def players(rng, pixels=3, latent=2, classes=4, seed=0):
    """A decoder, features and a descent of the decoder; both networks are smooth."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        decoder = nn.Sequential(nn.Linear(latent + classes, pixels), nn.Tanh()).double()
        features = nn.Sequential(nn.Linear(pixels, 5), nn.Tanh()).double()
    return decoder, features, Descent(decoder)


def batch(rng, labels, pixels=3, latent=2):
    labels = torch.as_tensor(labels)
    x, z = (torch.as_tensor(rng.normal(size=(len(labels), d))) for d in (pixels, latent))
    return x + labels[:, None], z, labels


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


def stepped(loss_of, decoder, features, x, z, labels, classes):
    """Where one step down this loss of real and generated features leads."""
    label = one_hot(labels, classes).to(z)
    loss = loss_of(features(x), features(decoder(torch.cat([z, label], 1))), labels)
    gradients = torch.autograd.grad(loss, list(decoder.parameters()))
    pairs = zip(decoder.parameters(), gradients, strict=True)
    return torch.cat([(p - 0.1 * g).detach().flatten() for p, g in pairs])


def by_class(real, fake, labels, count=lambda here: here.sum()):
    total = 0.0
    for c in labels.unique():
        here = labels == c
        total = total + 0.5 * ((real - fake)[here].sum(0) / count(here)).square().sum()
    return total


SLIPS = {
    WHOLE: lambda r, f, c: 0.5 * (r.mean(0) - f.mean(0)).square().sum(),
    COUNT: lambda r, f, c: by_class(r, f, c, len),
    PAIRS: lambda r, f, c: 0.5 * (r - f).square().sum(1).mean(),
    AVERAGED: lambda r, f, c: by_class(r, f, c) / len(c.unique()),
    HALF: lambda r, f, c: 2 * by_class(r, f, c),
}


def moved(answer, rng, labels, classes):
    """Where the decoder went, where it had to go, and where known slips lead."""
    decoder, features, optimiser = players(rng, classes=classes)
    data = *batch(rng, labels), classes
    wanted = stepped(by_class, decoder, features, *data)
    slips = [(stepped(loss, decoder, features, *data), words) for words, loss in SLIPS.items()]
    leave_old_gradients(decoder)
    answer(decoder, optimiser, features, *data)
    return values(decoder), wanted, slips


AFTER = "the decoder's parameters after the step"


@hint("One step of the decoder, on its own loss: clear what an earlier step left.")
def test_it_runs(answer, rng):
    found, wanted, slips = moved(answer, rng, [0] * 6, 1)  # its mean is that of all rows
    slips = [slip for slip in slips if slip[1] in (PAIRS, HALF)]
    close(found, wanted, what=f"with one class, {AFTER}", slips=slips)


@hint("A mean for each class, of the images and of the samples.")
def test_each_class_has_its_mean(answer, rng):
    found, wanted, slips = moved(answer, rng, [0, 1, 1, 0, 2, 1, 3], 4)
    close(found, wanted, what=AFTER, slips=slips)


@hint("A class that the batch lacks adds nothing: a mean of no rows is 0/0.")
def test_classes_that_the_batch_lacks(answer, rng):
    found, wanted, slips = moved(answer, rng, [4, 1, 1, 4, 1], 6)
    close(found, wanted, what=f"with two classes of six in the batch, {AFTER}", slips=slips)


@hint("The features only look on, and the decoder stays ready to train.")
def test_what_a_step_leaves(answer, rng):
    decoder, features, optimiser = players(rng)
    before = values(features)
    with ready_to_train(decoder=decoder, features=features):
        answer(decoder, optimiser, features, *batch(rng, [0, 1, 2, 3, 3]), 4)
    close(values(features), before, what="the parameters of `features` after the step")
