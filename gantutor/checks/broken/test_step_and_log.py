"""A distance below zero.

Mend `step_and_log(critic, optimiser, x, y, penalty)`: a step of the critic on the data x and the
fakes y, with `penalty(critic, x, y)`, a scalar tensor, in its loss. Return the estimate of W1 that
the critic gave on this batch, before the step, as a number.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import networks, slopes

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The curve begins far below 0, where no distance can be, and with another λ it begins elsewhere. Most
of its rise is the penalty that falls. At the end it lies close to W1, so that it looks right.
"""

HINTS = (
    "Before the first step a critic is nearly flat. What is its gap then, and what is logged?",
    "An estimate of W1 does not depend on λ. Follow λ through the program.",
    "The loss is the penalty minus the gap. Log the gap alone, without the penalty.",
)

SIGN = "Real first: mean f(x) − mean f(y). The critic raises f on the data."
TWICE = "That is the gap minus twice the penalty: minus the loss holds the penalty once already."
LATE = "That is the gap of the critic after the step; the loss was that of the critic before it."


def batch(rng):
    draw = [torch.as_tensor(rng.normal(size=(6, 2))) for _ in range(2)]
    return draw[0] + 1, draw[1] - 0.5


def penalty_of(weight):
    """A penalty that depends on both batches, and differs from 0."""

    def penalty(critic, x, y):
        return weight * (slopes(critic, 0.7 * x + 0.3 * y) - 1).square().mean()

    return penalty


@torch.no_grad()
def gap(critic, x, y):
    return (critic(x).mean() - critic(y).mean()).item()


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


def stepped(critic, x, y, penalty):
    """Where one step of the critic has to lead, by explicit gradients."""
    loss = critic(y).mean() - critic(x).mean() + penalty(critic, x, y)
    parameters = list(critic.parameters())
    found = torch.autograd.grad(loss, parameters, allow_unused=True)
    pairs = zip(parameters, found, strict=True)
    return torch.cat([(p if g is None else p - 0.1 * g).detach().flatten() for p, g in pairs])


@hint("The critic goes down its loss: mean f(y) − mean f(x) and the penalty.")
def test_it_runs(answer, rng):
    critic, _, optimiser, _ = networks(0)
    x, y = batch(rng)
    wanted = stepped(critic, x, y, penalty_of(2.0))
    leave_old_gradients(critic)
    answer(critic, optimiser, x, y, penalty_of(2.0))
    close(values(critic), wanted, what="the critic's parameters after the step")


@hint("Compute mean f(x) − mean f(y) by hand, beside it. What else is in the logged number?")
def test_what_is_logged(answer, rng):
    critic, _, optimiser, _ = networks(1)
    x, y = batch(rng)
    before, fine = gap(critic, x, y), penalty_of(5.0)(critic, x, y).item()
    found = answer(critic, optimiser, x, y, penalty_of(5.0))
    slips = [(-before, SIGN), (before - 2 * fine, TWICE), (gap(critic, x, y), LATE)]
    close(found, before, what="the logged estimate", slips=slips)


@hint("Whatever the penalty is: the same critic on the same batch has the same gap.")
def test_another_penalty(answer, rng):
    x, y = batch(rng)
    for weight in (0.0, 1.0, 100.0):
        critic, _, optimiser, _ = networks(2)
        before = gap(critic, x, y)
        found = answer(critic, optimiser, x, y, penalty_of(weight))
        close(found, before, what=f"the logged estimate with λ = {weight:g}")


@hint("A number for the log: a tensor would keep the whole graph of its step in memory.")
def test_a_plain_number(answer, rng):
    critic, _, optimiser, _ = networks(3)
    found = answer(critic, optimiser, *batch(rng), penalty_of(1.0))
    if getattr(found, "requires_grad", False):
        raise Wrong("The logged estimate is a tensor with a graph; expected a number.")


@hint("A step leaves the critic ready for the next one.")
def test_the_critic_can_go_on(answer, rng):
    critic, _, optimiser, _ = networks(3)
    with ready_to_train(critic=critic):
        answer(critic, optimiser, *batch(rng), penalty_of(1.0))
