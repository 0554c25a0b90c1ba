from torch.nn import functional as F


def negative_elbo(x, logits, mean, logvar):
    """Minus the bound, in nats for each image; a scalar tensor."""
    errors = F.binary_cross_entropy_with_logits(logits, x, reduction="none")
    kl = 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1)
    return (errors.flatten(1).sum(1) + kl).mean()
