import torch
from torch.nn import functional as F


def by_torch(logits, labels):
    return F.cross_entropy(logits, labels)


def after_the_largest_logit(logits, labels):
    lower = logits - logits.amax(dim=1, keepdim=True)
    log_p = lower - lower.exp().sum(dim=1, keepdim=True).log()
    return -log_p[range(len(labels)), labels].mean()


def one_hot_and_a_product(logits, labels):
    own = F.one_hot(labels, logits.shape[1]).to(logits)
    return -(own * logits.log_softmax(-1)).sum() / len(logits)


def sample_by_sample(logits, labels):
    losses = [torch.logsumexp(f, 0) - f[c] for f, c in zip(logits, labels, strict=True)]
    return torch.stack(losses).mean()
