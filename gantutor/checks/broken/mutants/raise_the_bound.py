import torch
from torch.nn import functional as F

from gantutor.checks.engine.assertions import wrong


@wrong("a nat of the one")
def as_found(encoder, decoder, optimiser, x, noise):
    """A step of both networks; return the bound, for the log."""
    mean, logvar = encoder(x).chunk(2, dim=1)
    logits = decoder(mean + torch.exp(0.5 * logvar) * noise)
    errors = (F.softplus(logits) - x * logits).sum(dim=1)
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar)
    loss = errors.mean() + kl.mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return -loss.item()


def terms(encoder, decoder, x, noise):
    """The errors (n, pixels) and the KL (n, latent)."""
    mean, logvar = encoder(x).chunk(2, dim=1)
    logits = decoder(mean + torch.exp(0.5 * logvar) * noise)
    errors = F.binary_cross_entropy_with_logits(logits, x, reduction="none")
    return errors, 0.5 * (mean.square() + logvar.exp() - 1 - logvar)


def stepped(loss, optimiser):
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return -loss.item()


@wrong("The KL is divided by the pixels")
def over_the_pixels(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    return stepped(errors.sum(1).mean() + kl.sum(1).mean() / x.shape[1], optimiser)


@wrong("as if there were one pixel")
def errors_averaged(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    return stepped(errors.mean() + kl.sum(1).mean(), optimiser)


@wrong("The errors come with their own sign")
def kl_subtracted(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    return stepped(errors.sum(1).mean() - kl.sum(1).mean(), optimiser)


@wrong("its negative")
def the_loss_is_logged(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    return -stepped(errors.sum(1).mean() + kl.sum(1).mean(), optimiser)


@wrong("the log has the bound of the step")
def weight_in_the_log_alone(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    stepped(errors.sum(1).mean() + kl.sum(1).mean(), optimiser)
    return -(errors.sum(1).mean() + kl.mean()).item()


@wrong("keep its graph")
def with_its_graph(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    loss = errors.sum(1).mean() + kl.sum(1).mean()
    optimiser.zero_grad()
    loss.backward(retain_graph=True)
    optimiser.step()
    return -loss


@wrong("`zero_grad` comes before `backward`")
def gradients_kept(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    loss = errors.sum(1).mean() + kl.sum(1).mean()
    loss.backward()
    optimiser.step()
    return -loss.item()


@wrong("grows with the batch")
def summed_over_the_images(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    return stepped(errors.sum() + kl.sum(), optimiser)


@wrong("a sum over the images")
def kl_summed_over_the_images(encoder, decoder, optimiser, x, noise):
    errors, kl = terms(encoder, decoder, x, noise)
    return stepped(errors.sum(1).mean() + kl.sum(), optimiser)
