"""A bound that is too good.

Mend `raise_the_bound(encoder, decoder, optimiser, x, noise)`: one step of a variational
autoencoder. The encoder gives for images x, (n, pixels) in [0, 1], mean and log-variance of each
code, (n, 2k); `noise`, (n, k), is standard normal; the decoder gives a logit for each pixel. Both
learn by the bound E log p(x|z) − KL(q(z|x)‖N(0, I)), the mean over the images. Return its value
before the step, in nats for each image, as a number.
"""

import torch
from torch import nn
from torch.nn.functional import softplus

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The logged bound is better than that of the mended program, and a bound that is computed apart from
training, on other images, is worse. The codes of all images together are spread wider than those of
the prior.
"""

HINTS = (
    "Recompute the bound with another program, term by term. Which of the two terms differs?",
    "An image has 64 pixels, a code 8 numbers. What is each term divided by?",
    "Both terms are sums over an image's numbers, and means over the images: `.sum(dim=1).mean()`.",
)

SMALL = (
    "The KL is averaged over the numbers of a code, and the errors are added up: a nat of the one "
    "weighs less than a nat of the other."
)
PIXELS = "The KL is divided by the pixels, and the errors are not."
MEAN = "The errors are averaged over the pixels, as if there were one pixel, and the KL is a sum."
BATCH = (
    "Summed over the images, too: then the step grows with the batch. Each term is a sum over the "
    "numbers of an image, and a mean over the images."
)
HEAVY = "The KL is a sum over the images, and the errors are a mean over them."
SIGN = "The errors come with their own sign: the loss is the errors *plus* the KL."
NEGATIVE = "That is the loss. The bound is its negative."
OPTIMISER = "One step of both networks. `zero_grad` comes before `backward`."


def players(latent, pixels=6, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        encoder = nn.Linear(pixels, 2 * latent).double()
        decoder = nn.Sequential(nn.Linear(latent, 4), nn.Tanh(), nn.Linear(4, pixels)).double()
    return encoder, decoder, Descent(nn.ModuleList([encoder, decoder]))


def batch(rng, latent, n=5, pixels=6):
    return torch.as_tensor(rng.random((n, pixels))), torch.as_tensor(rng.normal(size=(n, latent)))


def terms(encoder, decoder, x, noise):
    mean, logvar = encoder(x).chunk(2, dim=1)
    logits = decoder(mean + torch.exp(0.5 * logvar) * noise)
    kl = 0.5 * (mean**2 + logvar.exp() - 1 - logvar)
    return softplus(logits) - x * logits, kl


def right(errors, kl):
    return errors.sum(1).mean() + kl.sum(1).mean()


SLIPS = {
    SMALL: lambda errors, kl: errors.sum(1).mean() + kl.mean(),
    PIXELS: lambda errors, kl: errors.sum(1).mean() + kl.sum(1).mean() / errors.shape[1],
    MEAN: lambda errors, kl: errors.mean() + kl.sum(1).mean(),
    BATCH: lambda errors, kl: errors.sum() + kl.sum(),
    HEAVY: lambda errors, kl: errors.sum(1).mean() + kl.sum(),
    SIGN: lambda errors, kl: errors.sum(1).mean() - kl.sum(1).mean(),
}


def values(*nets):
    return torch.cat([p.detach().flatten().clone() for net in nets for p in net.parameters()])


def stepped(loss_of, encoder, decoder, x, noise):
    parameters = [*encoder.parameters(), *decoder.parameters()]
    loss = loss_of(*terms(encoder, decoder, x, noise))
    gradients = torch.autograd.grad(loss, parameters)
    pairs = zip(parameters, gradients, strict=True)
    return torch.cat([(p - 0.1 * g).detach().flatten() for p, g in pairs])


def moved(answer, rng, latent):
    encoder, decoder, optimiser = players(latent)
    data = batch(rng, latent)
    wanted = stepped(right, encoder, decoder, *data)
    slips = [(stepped(f, encoder, decoder, *data), words) for words, f in SLIPS.items()]
    leave_old_gradients(encoder, decoder)
    answer(encoder, decoder, optimiser, *data)
    return values(encoder, decoder), wanted, slips


AFTER = "the parameters of both networks after the step"


@hint("Both networks take one step, by errors and KL together, and the mean is over the images.")
def test_it_runs(answer, rng):
    found, wanted, slips = moved(answer, rng, 1)  # codes of one number
    slips = [slip for slip in slips if slip[1] is not SMALL]
    slips += [(wanted - 0.5, OPTIMISER)]  # the rate times the old gradients, 5 each
    close(found, wanted, what=f"with codes of one number, {AFTER}", slips=slips)


@hint("A sum over the numbers of a code, as over the pixels: then both are nats of one image.")
def test_codes_of_several_numbers(answer, rng):
    found, wanted, slips = moved(answer, rng, 3)
    close(found, wanted, what=f"with codes of three numbers, {AFTER}", slips=slips)


@hint("Here nothing else is wanted than −errors − KL of this batch: the log has the bound of the "
      "step.")  # fmt: skip
def test_what_is_logged(answer, rng):
    encoder, decoder, optimiser = players(4, seed=1)
    data = batch(rng, 4)
    loss = right(*terms(encoder, decoder, *data)).item()
    found = answer(encoder, decoder, optimiser, *data)
    if getattr(found, "requires_grad", False):
        raise Wrong(
            "The logged bound is a tensor with a graph; expected a number.",
            "A number for the log: a tensor would keep its graph, and all of its step, in memory.",
        )
    close(found, -loss, what="the logged bound", slips=[(loss, NEGATIVE)])


@hint("A step leaves both networks ready for the next one.")
def test_the_two_can_go_on(answer, rng):
    encoder, decoder, optimiser = players(2)
    with ready_to_train(encoder=encoder, decoder=decoder):
        answer(encoder, decoder, optimiser, *batch(rng, 2))
