"""Clip the weights.

Write `clip_weights(critic, c)`. It is called after each step of the critic's optimiser, and puts
every weight and every bias of the torch module `critic` back into [-c, c], in place. It returns the
share of all these entries together that was outside: a number to log, between 0 and 1. Statistics
that a layer keeps beside its parameters stay as they are, and do not count.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "`critic.parameters()` yields every weight and every bias, of all layers.",
    "`p.clamp_(low, high)` works in place: the underscore says so. `p.clamp` returns a copy.",
    "A step taken in place must not be recorded for the backward pass: `with torch.no_grad():`.",
    "Count before you clip: `(p.abs() > c).sum()` of `p.numel()` entries, added up over all `p`.",
)


def small_critic(*more):
    critic = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1), *more)
    rows = ([[0.5, -0.02], [0.03, -0.7]], [0.2, -0.04], [[0.05, 0.9]], [-0.3])
    with torch.no_grad():
        for p, row in zip(critic.parameters(), rows, strict=False):
            p.copy_(torch.tensor(row))
    return critic


def values(critic):
    return [p.detach().clone() for p in critic.parameters()]


@hint("Every entry beyond c or below -c goes to the wall, and all others stay where they are.")
def test_the_first_layer(answer):
    critic = small_critic()
    leave_old_gradients(critic)
    before = critic[0].weight.detach().clone()
    answer(critic, 0.1)
    after, gradient = critic[0].weight.detach(), critic[0].weight.grad
    rescaled = "Clip, do not rescale: a weight that is inside the box stays where it is."
    positive = "The box has two sides: from -c to c."
    copied = (
        "The weights are what they were: change the module's own parameters. `p.clamp_` works in "
        "place, `p.clamp` makes a copy."
    )
    if gradient is None or not torch.equal(gradient, torch.full_like(gradient, 5.0)):
        copied = (
            "The gradients have changed, and the weights have not: clip `p`, not `p.grad`. Small "
            "gradients make slow steps; they bound no weight."
        )
    slips = [
        (before, copied),
        (before.clamp(0, 0.1), positive),
        (before / before.abs().max() * 0.1, rescaled),
    ]
    expected = torch.tensor([[0.1, -0.02], [0.03, -0.1]])
    close(after, expected, what="the first layer's weights", slips=slips)


@hint("Clip all layers, not the first alone: the bound on the slope is a product over the layers.")
def test_every_layer(answer):
    critic = small_critic()
    answer(critic, 0.1)
    expected = torch.tensor([[0.05, 0.1]])
    close(critic[2].weight.detach(), expected, what="the last layer's weights")


@hint("Biases are parameters too: loop over `critic.parameters()`.")
def test_biases(answer):
    critic = small_critic()
    answer(critic, 0.1)
    close(critic[0].bias.detach(), torch.tensor([0.1, -0.04]), what="the first layer's biases")
    close(critic[2].bias.detach(), torch.tensor([-0.1]), what="the last layer's bias")


@hint("The weights alone are to change, not their gradients: those are for the optimiser to read.")
def test_gradients_stay(answer):
    critic = small_critic()
    leave_old_gradients(critic)
    answer(critic, 0.1)
    for p in critic.parameters():
        if p.grad is None:
            raise Wrong("A gradient that was 5 before the call is gone after it.")
        close(p.grad, torch.full_like(p, 5.0), what="a gradient that was 5 before the call")


@hint("Running means and variances are no weights: take `parameters()`, not `state_dict()`.")
def test_statistics_of_a_norm_layer_stay(answer):
    critic = small_critic(nn.BatchNorm1d(1))
    critic[3].running_var.fill_(4.0)
    answer(critic, 0.1)
    close(critic[3].running_var, torch.tensor([4.0]), what="the running variance")


@hint("c comes with the call: any number above 0.")
def test_random_boxes(answer, rng):
    critic = small_critic()
    c = float(rng.uniform(0.01, 0.6))
    expected = [p.clamp(-c, c) for p in values(critic)]
    answer(critic, c)
    for found, wanted in zip(values(critic), expected, strict=True):
        close(found, wanted, what="a parameter")


@hint("`critic.parameters()` reaches every layer, also inside of others, and of every kind.")
def test_layers_inside_of_layers(answer):
    critic = nn.Sequential(
        nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.PReLU(), nn.Linear(2, 2))),
        nn.LayerNorm(2),
    )
    expected = [p.clamp(-0.1, 0.1) for p in values(critic)]
    answer(critic, 0.1)
    for (name, found), wanted in zip(critic.named_parameters(), expected, strict=True):
        close(found.detach(), wanted, what=f"the parameter {name} of a nested critic")


@hint("The optimiser holds on to the parameters that it was given: change these, make no new ones.")
def test_the_optimiser_still_has_them(answer):
    critic = small_critic()
    before = list(critic.parameters())
    with ready_to_train(critic=critic):
        answer(critic, 0.1)
    new = sum(a is not b for a, b in zip(before, critic.parameters(), strict=True))
    close(new, 0, what="the number of parameters that are other objects than before")


@hint("Count all entries of all weights and biases, and look at them before you clip.")
def test_the_share_that_was_outside(answer):
    # 2 of 4 weights, 1 of 2 biases, 1 of 2 weights, 1 of 1 bias.
    late = "After the clipping nothing is outside any more: count first."
    layers = "All entries together: a mean of shares counts a bias of one entry like a matrix."
    slips = [
        (0.0, late),
        (5.0, "A share is asked for: divide by the number of all entries."),
        (500 / 9, "A share between 0 and 1, not a percentage."),
        (3 / 9, "The box has two walls: below -c is outside as well."),
        (3 / 6, "Biases are entries too."),
        (5 / 8, layers),
    ]
    close(answer(small_critic(), 0.125), 5 / 9, what="the share", slips=slips)
    close(answer(small_critic(), 2.0), 0.0, what="the share, where all are inside,")
    again = small_critic()
    answer(again, 0.125)  # a number that float32 holds exactly
    at_the_wall = "An entry exactly at the wall is inside: it need not be moved."
    slips = [(5 / 9, at_the_wall)]
    close(answer(again, 0.125), 0.0, what="the share in a second call", slips=slips)


@hint("Statistics beside the parameters are neither clipped nor counted.")
def test_the_share_is_of_parameters(answer):
    critic = small_critic(nn.BatchNorm1d(1))  # weight 1 and bias 0
    critic[3].running_var.fill_(4.0)
    close(answer(critic, 0.1), 6 / 11, what="the share with a norm layer")
