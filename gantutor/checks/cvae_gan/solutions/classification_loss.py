import torch


def classification_loss(logits, labels):
    """−mean log softmax(logits)[label]; (n, classes), (n,) -> a scalar."""
    own = logits.gather(1, labels[:, None]).squeeze(1)
    return (torch.logsumexp(logits, dim=1) - own).mean()
