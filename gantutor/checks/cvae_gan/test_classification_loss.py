"""One law over the classes.

Write `classification_loss(logits, labels)`: the classifier's loss L_C = −E log P(c | x), the mean
over the samples, in nats, where P(· | x) is the softmax of the logits. `logits` has the shape (n,
classes), `labels` (n,) says which class each sample is of. It has to work where logits are in the
thousands. Return a scalar tensor that the classifier can learn from.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "log softmax(f)[c] = f[c] − log Σ_k exp f[k].",
    "`torch.logsumexp(logits, dim=1)` does not overflow.",
    "`logits.gather(1, labels[:, None])` picks the logit of each sample's own class.",
)

SIGMOID = (
    "A sigmoid for each class answers ten yes-or-no questions, and its ten answers are no law: "
    "they need not add up to 1. The loss asks for the softmax."
)
TWICE = "`cross_entropy` takes logits: the softmax was applied twice."


def expected(logits, labels):
    logits = logits.double()
    own = logits[torch.arange(len(labels)), labels]
    return (torch.logsumexp(logits, 1) - own).mean()


def slips(logits, labels):
    """Known wrong values, with a hint each."""
    own = torch.nn.functional.one_hot(labels, logits.shape[1]).to(logits)
    yes_or_no = torch.nn.functional.binary_cross_entropy_with_logits
    each = yes_or_no(logits, own, reduction="none")
    right = expected(logits, labels)
    shares = logits.softmax(1)
    return [
        (each.mean(), SIGMOID),
        (each.sum(1).mean(), SIGMOID),
        ((each * own).sum(1).mean(), SIGMOID),
        (expected(shares, labels), TWICE),
        (right * len(labels), "The mean over the samples, not their sum."),
        (right / logits.shape[1], "Only the sample's own class counts: no mean over the classes."),
        (right / torch.tensor(2.0).log(), "That is in bits: use the natural logarithm."),
        (-right, "The loss is minus the logarithm: at least 0."),
        (-(shares * own).sum(1).mean(), "The logarithm of the probability is missing."),
    ]


@hint("The softmax is over the classes: of the logits (0, 0, 0) each has the probability ⅓.")
def test_two_samples(answer):
    logits, labels = torch.tensor([[0.0, 0.0, 0.0], [1.0, 3.0, 2.0]]), torch.tensor([2, 0])
    value = answer(logits, labels)
    same_shape(value, ())
    close(value, expected(logits, labels).float(), rtol=1e-5, slips=slips(logits, labels))


@hint("Each sample has its own softmax, and its own label.")
def test_any_batch(answer, rng):
    logits = torch.as_tensor(3 * rng.normal(size=(7, 5)))
    labels = torch.as_tensor(rng.integers(5, size=7))
    close(answer(logits, labels), expected(logits, labels), slips=slips(logits, labels))


@hint("exp(1000) overflows, and log 0 is −inf: take the logarithm of the sum by `logsumexp`.")
def test_large_logits(answer):
    logits = torch.tensor([[1000.0, 0.0], [0.0, -2000.0]])
    for labels, wanted in (((0, 0), 0.0), ((1, 1), 1500.0)):
        value = answer(logits, torch.tensor(labels))
        close(value, torch.tensor(wanted), rtol=1e-5, atol=1e-5, what="a loss of large logits")


@hint("At the logits the gradient is (softmax − label)/n: stay with torch's operations on them.")
def test_the_classifier_learns_from_it(answer, rng):
    logits = torch.as_tensor(rng.normal(size=(4, 3))).requires_grad_()
    labels = torch.as_tensor(rng.integers(3, size=4))
    value = answer(logits, labels)
    if not value.requires_grad:
        raise Wrong("The loss has 0 ways back to the logits: it is a plain number.")
    (found,) = torch.autograd.grad(value, logits)
    wanted = (logits.softmax(1) - torch.nn.functional.one_hot(labels, 3)) / 4
    close(found, wanted.detach(), rtol=1e-5, what="the loss's gradient in the logits")
