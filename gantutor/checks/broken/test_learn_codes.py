"""Codes for a map.

Mend `learn_codes(encoder, decoder, optimiser, x, noise, std)`: one step of an autoencoder for
images x, (n, pixels). The encoder gives mean and log-variance log σ² of each code, (n, 2k);
`noise`, (n, k), is standard normal, and a code is a draw from N(mean, σ²). The decoder gives the
mean of each pixel, whose deviation is `std`. Both learn by ‖x − x_f‖²/(2 std²) + KL, the mean over
the images. Return the codes that were drawn, (n, k), as numbers.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 2
MINUTES = 6

SYMPTOM = """
On the map the codes of all images together are narrower than the prior. The errors and the KL term,
computed on unseen images with codes drawn as they are paid for, are higher than in the mended
program. A sample of the prior therefore often lies further out than the codes that the decoder has
met.
"""

HINTS = (
    "Feed it an encoder that always says mean 0 and σ = ½. How far do the codes spread?",
    "Which of the program's two lines with `logvar` believes the name?",
    "σ is the root of the variance: exp(½ logvar).",
)

VARIANCE = "The noise is stretched by the variance σ². A draw has the deviation σ."
CONVENTION = (
    "Codes and price agree with each other, as if the encoder gave log σ: the encoder speaks of "
    "log σ²."
)
DRAW = "A code is drawn: mean plus σ times noise."
PRICE = "Codes of a deviation σ are paid for as if it were √σ: a deviation σ is charged for σ."
HALF = "The squared error is divided by 2 std²."


def players(latent=3, pixels=4, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        encoder = nn.Linear(pixels, 2 * latent).double()
        decoder = nn.Sequential(nn.Linear(latent, 3), nn.Tanh(), nn.Linear(3, pixels)).double()
    return encoder, decoder, Descent(nn.ModuleList([encoder, decoder]))


def batch(rng, latent=3, n=5, pixels=4):
    return torch.as_tensor(rng.random((n, pixels))), torch.as_tensor(rng.normal(size=(n, latent)))


def codes(encoder, x, noise, spread=lambda v: torch.exp(0.5 * v)):
    mean, logvar = encoder(x).chunk(2, dim=1)
    return mean + spread(logvar) * noise


def loss_of(encoder, decoder, x, noise, std, price=1.0, of_errors=1.0, **how):
    mean, logvar = encoder(x).chunk(2, dim=1)
    z, logvar = codes(encoder, x, noise, **how), price * logvar
    errors = of_errors * (x - decoder(z)).square().sum(1) / (2 * std**2)
    kl = 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1)
    return (errors + kl).mean()


def values(*nets):
    return torch.cat([p.detach().flatten().clone() for net in nets for p in net.parameters()])


def stepped(encoder, decoder, *data, **how):
    parameters = [*encoder.parameters(), *decoder.parameters()]
    gradients = torch.autograd.grad(loss_of(encoder, decoder, *data, **how), parameters)
    pairs = zip(parameters, gradients, strict=True)
    return torch.cat([(p - 0.1 * g).detach().flatten() for p, g in pairs])


AFTER = "the parameters of both networks after the step"


@hint("One step of both networks, down the error and the KL.")
def test_it_runs(answer, rng):
    encoder, decoder, optimiser = players()
    x, noise = batch(rng)
    data = x, 0 * noise, 0.5  # where the noise is 0, a code is its mean
    wanted = stepped(encoder, decoder, *data)
    slips = [
        (stepped(encoder, decoder, *data, price=0.5), PRICE),
        (stepped(encoder, decoder, *data, of_errors=2.0), HALF),
        (stepped(encoder, decoder, *data, price=2.0), CONVENTION),
    ]
    leave_old_gradients(encoder, decoder)
    answer(encoder, decoder, optimiser, *data)
    close(values(encoder, decoder), wanted, what=f"without noise, {AFTER}", slips=slips)


@hint("The codes of this batch, drawn before the step.")
def test_the_codes(answer, rng):
    encoder, decoder, optimiser = players(seed=1)
    data = batch(rng)
    wanted = codes(encoder, *data).detach()
    slips = [
        (codes(encoder, *data, spread=torch.exp).detach(), VARIANCE),
        (codes(encoder, *data, spread=torch.zeros_like).detach(), DRAW),
    ]
    found = answer(encoder, decoder, optimiser, *data, 0.5)
    if getattr(found, "requires_grad", False):
        raise Wrong(
            "The codes are a tensor with a graph; expected numbers.",
            "What goes on a map is cut off from its graph: `z.detach()`.",
        )
    close(found, wanted, what="the codes", slips=slips)


@hint("The encoder learns σ by the codes as well as by its price.")
def test_both_learn(answer, rng):
    for std in (1.0, 0.3):
        encoder, decoder, optimiser = players(seed=2)
        data = *batch(rng), std
        wanted = stepped(encoder, decoder, *data)
        answer(encoder, decoder, optimiser, *data)
        close(values(encoder, decoder), wanted, what=f"with std = {std:g}, {AFTER}")


@hint("A step leaves both networks ready for the next one.")
def test_the_two_can_go_on(answer, rng):
    encoder, decoder, optimiser = players()
    with ready_to_train(encoder=encoder, decoder=decoder):
        answer(encoder, decoder, optimiser, *batch(rng), 0.5)
