import torch
from torch.nn import functional as F

from gantutor.checks.engine.assertions import wrong


def cross_entropy(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1)


def kl(mean, logvar):
    return 0.5 * (mean**2 + logvar.exp() - 1 - logvar)


@wrong("averaged over the pixels")
def likelihood_a_mean(x, logits, mean, logvar):
    return cross_entropy(x, logits).mean() + kl(mean, logvar).sum(1).mean()


@wrong("averaged over the latent dimensions")
def kl_a_mean(x, logits, mean, logvar):
    return cross_entropy(x, logits).sum(1).mean() + kl(mean, logvar).mean()


@wrong("divided by the number of pixels")
def kl_over_the_pixels(x, logits, mean, logvar):
    pixels = x[0].numel()
    return cross_entropy(x, logits).sum(1).mean() + kl(mean, logvar).sum(1).mean() / pixels


@wrong("divide by n")
def summed_over_the_images(x, logits, mean, logvar):
    return cross_entropy(x, logits).sum() + kl(mean, logvar).sum()


@wrong("*plus* the KL term")
def kl_subtracted(x, logits, mean, logvar):
    return (cross_entropy(x, logits).sum(1) - kl(mean, logvar).sum(1)).mean()


@wrong("Minimised is its negative")
def the_bound_itself(x, logits, mean, logvar):
    return -(cross_entropy(x, logits).sum(1) + kl(mean, logvar).sum(1)).mean()


@wrong("not the logarithm of a sigmoid")
def logarithm_of_a_sigmoid(x, logits, mean, logvar):
    p = torch.sigmoid(logits)
    errors = -(x * torch.log(p) + (1 - x) * torch.log(1 - p)).flatten(1).sum(1)
    return (errors + kl(mean, logvar).sum(1)).mean()


@wrong("back to the decoder and to the encoder")
def encoder_detached(x, logits, mean, logvar):
    return (cross_entropy(x, logits).sum(1) + kl(mean, logvar).sum(1).detach()).mean()
