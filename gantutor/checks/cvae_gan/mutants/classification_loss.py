import torch
from torch.nn import functional as F

from gantutor.checks.engine.assertions import wrong


@wrong("they need not add up to 1")
def sigmoid_for_each_class(logits, labels):
    own = F.one_hot(labels, logits.shape[1]).to(logits)
    return F.binary_cross_entropy_with_logits(logits, own)


@wrong("they need not add up to 1")
def sigmoid_of_the_own_class(logits, labels):
    return -F.logsigmoid(logits.gather(1, labels[:, None])).mean()


@wrong("applied twice")
def softmax_twice(logits, labels):
    return F.cross_entropy(logits.softmax(1), labels)


@wrong("not their sum")
def summed(logits, labels):
    return F.cross_entropy(logits, labels, reduction="sum")


@wrong("by `logsumexp`")
def logarithm_of_the_softmax(logits, labels):
    return -logits.softmax(1).log().gather(1, labels[:, None]).mean()


@wrong("at least 0")
def sign_forgotten(logits, labels):
    return logits.log_softmax(1).gather(1, labels[:, None]).mean()


@wrong("The logarithm of the probability is missing")
def without_the_logarithm(logits, labels):
    return F.nll_loss(logits.softmax(1), labels)


@wrong("The softmax is over the classes")
def softmax_over_the_samples(logits, labels):
    own = logits.gather(1, labels[:, None])
    return own.neg().mean() + torch.logsumexp(logits, 0).mean()


@wrong("stay with torch's operations")
def detached(logits, labels):
    return F.cross_entropy(logits.detach(), labels)
