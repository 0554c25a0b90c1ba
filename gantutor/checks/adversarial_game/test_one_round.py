"""Find the bugs: one round of the game.

The chapter shows a round with five bugs. Write `one_round(discriminator, generator,
discriminator_optimiser, generator_optimiser, x, z_discriminator, z_generator)` as it should be. The
discriminator returns logits. It takes one step, on the real batch `x` against the samples generated
from `z_discriminator`. Then the generator takes one step with the non-saturating loss -log D, on
samples from `z_generator`. When the round is over, nothing of the generator's loss is left in the
discriminator's gradients, so that whoever adds to them next may rely on that. Nothing is returned.
"""

import copy

import torch
from torch import nn
from torch.nn.functional import softplus

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import networks

IN_PLACE = True
DIFFICULTY = 3
MINUTES = 20

HINTS = (
    "Write both losses on the logits: -log D = softplus(-f) and -log(1 - D) = softplus(f).",
    "Which networks does `.backward()` reach, and who clears what it wrote there before?",
    "`generator(z_discriminator).detach()` is a batch of numbers, with no way back.",
    "Before each backward pass: zero_grad() of the optimiser that is about to step.",
    "`loss.backward(inputs=list(generator.parameters()))` writes gradients there and nowhere else.",
)

SIDES = "The discriminator minimises the mean of -log D(x) plus the mean of -log(1 - D(y))."
MEANS = "Two means are added: no sums over the batch, and no half before them."
TURNS = "The discriminator's step comes first: here the generator had moved before it."
LOSS = "The generator minimises -log D(G(z)), softplus(-f): it wants *high* logits."
SATURATING = "That is the saturating loss, log(1 - D). Asked for is -log D: softplus(-f)."
CLEAR = "Clear a network's gradients before its own backward pass: its own optimiser's zero_grad()."
DETACH = (
    "The discriminator's loss ran back into the generator: `generator(z_discriminator).detach()`."
)
FRESH = "The generator's step has samples of its own, from z_generator."
LEFT = (
    "A backward pass writes into every network on its way: the generator's runs through the "
    "discriminator. Keep it out (`backward(inputs=…)`, or no `requires_grad` for the while), or "
    "clear it away."
)
FROZEN = "The generator learns *through* the discriminator: here the samples must not be detached."


def draws(rng):
    def normal(*shape):
        return torch.as_tensor(rng.normal(size=shape))

    return normal(5, 2) + 2, normal(5, 3), normal(5, 3)


def correctly(
    players, x, z_discriminator, z_generator, last=lambda f: softplus(-f), first="discriminator"
):
    """What should come out: both networks' parameters, by explicit gradients."""
    discriminator, generator = copy.deepcopy(players[0]), copy.deepcopy(players[1])

    def descend(net, loss):
        gradients = torch.autograd.grad(loss, list(net.parameters()))
        with torch.no_grad():
            for p, g in zip(net.parameters(), gradients, strict=True):
                p -= 0.1 * g

    if first == "generator":
        descend(generator, last(discriminator(generator(z_generator))).mean())
    y = generator(z_discriminator).detach()
    loss = softplus(-discriminator(x)).mean() + softplus(discriminator(y)).mean()
    descend(discriminator, loss)
    if first == "discriminator":
        descend(generator, last(discriminator(generator(z_generator))).mean())
    return values(discriminator), values(generator)


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


@hint(SIDES)
def test_the_discriminator_learns_which_side_is_real(answer, rng):
    players, drawn = networks(0), draws(rng)
    expected, _ = correctly(players, *drawn)
    before = values(players[0])
    slips = [((1 - k) * before + k * expected, MEANS) for k in (0.5, len(drawn[0]))]
    slips += [(correctly(players, *drawn, first="generator")[0], TURNS)]
    answer(*players, *drawn)
    what = "the discriminator's parameters after one round"
    close(values(players[0]), expected, what=what, slips=slips)


@hint(LOSS)
def test_the_generator_wants_to_be_called_real(answer, rng):
    players, drawn = networks(1), draws(rng)
    x, z, _ = drawn
    before = values(players[1])
    _, expected = correctly(players, *drawn)
    known = [
        (correctly(players, *drawn, last=lambda f: -softplus(f))[1], SATURATING),
        (2 * before - expected, LOSS),
        (correctly(players, x, z, z)[1], FRESH),
        (before, FROZEN),
    ]
    reached = []
    next(players[1].parameters()).register_hook(lambda gradient: reached.append(1))
    answer(*players, *drawn)
    if len(reached) > 1:
        raise Wrong(
            f"In one round gradients reached the generator {len(reached)} times; expected once.",
            DETACH,
        )
    close(values(players[1]), expected, what="the generator's parameters", slips=known)


@hint(CLEAR)
def test_nothing_is_left_of_the_last_gradients(answer, rng):
    players, drawn = networks(2), draws(rng)
    leave_old_gradients(*players[:2])
    expected = correctly(players, *drawn)
    answer(*players, *drawn)
    for net, wanted, who in zip(players[:2], expected, ("discriminator", "generator"), strict=True):
        close(values(net), wanted, what=f"the {who}'s parameters when old gradients are there")


@hint(LEFT)
def test_nothing_of_the_generator_s_loss_is_left(answer, rng):
    players, drawn = networks(4), draws(rng)
    own = gradients(players, *drawn)
    answer(*players, *drawn)
    found = [p.grad for p in players[0].parameters()]
    kept = all(
        grad is None or not grad.any() or torch.allclose(grad, right)
        for grad, right in zip(found, own, strict=True)
    )
    if not kept:
        what = "the length of what the discriminator's gradients hold beside those of its own loss"
        rest = [grad - right for grad, right in zip(found, own, strict=True) if grad is not None]
        close(torch.cat([part.flatten() for part in rest]).norm().item(), 0.0, what=what)


def gradients(players, x, z_discriminator, z_generator):
    """Those of the discriminator's own loss, before any step."""
    discriminator, generator = players[:2]
    y = generator(z_discriminator).detach()
    loss = softplus(-discriminator(x)).mean() + softplus(discriminator(y)).mean()
    return torch.autograd.grad(loss, list(discriminator.parameters()))


@hint("A round leaves both networks ready for the next one.")
def test_both_networks_can_go_on(answer, rng):
    players = networks(3)
    with ready_to_train(discriminator=players[0], generator=players[1]):
        answer(*players, *draws(rng))
