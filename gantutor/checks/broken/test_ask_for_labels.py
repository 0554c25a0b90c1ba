"""Ask, and be obeyed.

Mend `ask_for_labels(decoder, optimiser, classifier, labels, latent, classes, rng)`: one step of the
decoder by which it learns to be classified right. For each of the `labels`, whole numbers below
`classes`, it draws one sample from a row of latent + classes numbers: a code, standard normal, from
the `torch.Generator` `rng`, and behind it the label, one-hot, in single precision. The loss is the
cross-entropy of the classifier's logits and the labels, their mean. The classifier does not learn
here. Return the loss before the step, as a number.
"""

import math

import torch
from torch import nn
from torch.nn.functional import one_hot

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 1
MINUTES = 6

SYMPTOM = """
The loss comes down to about log 10 and stays there, and the label is obeyed about as often as a
guess is right. Ten is the number of classes, and log 10 is the least that a decoder can pay which
knows nothing of the label.
"""

HINTS = (
    "Which number does the loss settle at? Who pays that much?",
    "Follow `labels` through the program. Who is told of them?",
    "Draw `latent` numbers, not latent + classes; `F.one_hot(labels, classes)` goes behind them.",
)

UNTOLD = "The label slots hold noise: the decoder is not told which class it is asked for."
OTHER = "The label slots hold a one-hot label, but not that of the row. Not other labels: these."
NOISE = "The label slots hold the label plus noise: a label is 1 at its place, and 0 elsewhere."
ORDER = "A row is first the code, then the label."


class Watched(nn.Module):
    """A decoder that keeps the rows which it was given."""

    def __init__(self, latent, classes, pixels=3):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(latent + classes, pixels), nn.Tanh())
        self.rows = []

    def forward(self, rows):
        self.rows.append(rows.detach().clone())
        return self.net(rows)


def players(latent, classes, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        decoder, classifier = Watched(latent, classes), nn.Linear(3, classes)
    return decoder, classifier, Descent(decoder)


def rng_at(seed):
    return torch.Generator().manual_seed(seed)


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


def rows_of(answer, labels, latent, classes, seed=0):
    """The rows that the decoder was given, of shape (n, latent + classes)."""
    decoder, classifier, optimiser = players(latent, classes)
    answer(decoder, optimiser, classifier, labels, latent, classes, rng_at(seed))
    rows = torch.cat(decoder.rows)
    same_shape(rows, (len(labels), latent + classes), "the rows that the decoder was given")
    return rows


@hint("One step, down the cross-entropy of the samples that the decoder made; the log has its "
      "value before the step.")  # fmt: skip
def test_it_runs(answer, rng):
    decoder, classifier, optimiser = players(2, 3, seed=1)
    labels = torch.as_tensor(rng.integers(3, size=8))
    start, kept = values(decoder), values(classifier)
    leave_old_gradients(decoder)
    with ready_to_train(decoder=decoder, classifier=classifier):
        found = answer(decoder, optimiser, classifier, labels, 2, 3, rng_at(4))
    rows = torch.cat(decoder.rows)
    same_shape(rows, (8, 5), "the rows that the decoder was given")
    close(values(classifier), kept, what="the classifier's parameters after the step")
    if getattr(found, "requires_grad", False):
        raise Wrong("The logged loss is a tensor with a graph; expected a number.")
    after = values(decoder)
    nn.utils.vector_to_parameters(start, decoder.parameters())
    loss = nn.functional.cross_entropy(classifier(decoder.net(rows)), labels)
    gradients = torch.autograd.grad(loss, list(decoder.parameters()))
    wanted = start - 0.1 * nn.utils.parameters_to_vector(gradients)
    close(found, loss.item(), rtol=1e-4, what="the logged loss")
    what = "the decoder's parameters after the step"
    close(after, wanted, rtol=1e-4, atol=1e-6, what=what)


@hint("Behind its code each row has its label: 1 at its place, 0 elsewhere.")
def test_the_label_slots(answer, rng):
    for latent, classes in ((2, 3), (5, 4)):
        # The last class is one of the classes, also where nobody asks for it.
        labels = torch.as_tensor(rng.permutation([*range(classes - 1), 0, 1, 1]))
        rows = rows_of(answer, labels, latent, classes)
        found, wanted = rows[:, latent:], one_hot(labels, classes).float()
        if torch.allclose(found, wanted):
            continue
        ones = ((found == 0) | (found == 1)).all() and (found.sum(1) == 1).all()
        told = torch.corrcoef(torch.stack([found.flatten(), wanted.flatten()]))[0, 1]
        if torch.allclose(rows[:, :classes], wanted):
            words = ORDER
        elif ones:
            words = OTHER
        else:
            words = NOISE if told > 0.6 else UNTOLD
        close(
            found[0], wanted[0], what="the label slots of the first row", slips=[(found[0], words)]
        )
        raise Wrong(f"{int((found != wanted).any(1).sum())} rows have other label slots.", words)


@hint("A code of its own for each row, standard normal: it knows nothing of the label.")
def test_the_codes(answer):
    labels = torch.arange(3).repeat(1000)
    codes = rows_of(answer, labels, 2, 3)[:, :2]
    off = codes.mean(0).abs().max() * math.sqrt(len(codes))  # in standard errors
    assert off < 5, f"The codes' mean is off by {float(off):.3g} standard errors; expected below 5."
    std = float(codes.std())
    assert 0.93 < std < 1.07, f"The codes' deviation is {std:.3g}; expected 1, within 0.07."
    different = len(codes[:, 0].unique())
    assert different > 2900, f"3000 rows have {different} different codes; expected one for each."


@hint("From `rng`: the same state gives the same codes, and another state other codes.")
def test_where_the_codes_come_from(answer):
    labels = torch.tensor([0, 2, 1])
    first, again, other = (rows_of(answer, labels, 2, 3, seed)[:, :2] for seed in (7, 7, 8))
    close(again, first, what="the codes, with the same state of `rng`")
    same = int((other == first).sum())
    assert same == 0, f"Another state of `rng` gave {same} of 6 numbers again; expected 0."
