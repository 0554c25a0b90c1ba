"""A well-fed critic.

Mend `make_critic(width)`: a critic for points of shape (n, 2), with two hidden layers of this
width. It gives each point one value, of shape (n, 1), and is to be trained with a gradient penalty
and a batch of real and a batch of fake points at a time.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.seeded_answers import (
    bends_between_layers,
    built_critic,
    ready_when_built,
)

DIFFICULTY = 1
MINUTES = 5

SYMPTOM = """
The gap stays near 0 although the fakes are far away. Move them further, and it hardly changes.
"""

HINTS = (
    "Give the critic one point in two different batches. Does it say the same?",
    "Real and fake points come in batches of their own. What does each layer do to the mean of a "
    "batch?",
    "`BatchNorm1d` subtracts the batch's own mean, so a shift between real and fake is gone. Leave "
    "it out, or use `nn.LayerNorm(width)`, which looks at one point only.",
)


def linear(critic):
    return [layer for layer in critic.modules() if isinstance(layer, nn.Linear)]


POINTS = torch.tensor([[0.5, -1.0], [2.0, 0.3], [-0.7, 1.1], [0.2, 0.4]])


@hint("A `nn.Sequential` from 2 inputs to 1 output.")
def test_it_runs(answer):
    same_shape(built_critic(answer).train()(POINTS), (4, 1))


@hint("Go through the layers one by one: which of them knows about the other points of a batch?")
def test_a_value_belongs_to_a_point(answer):
    critic = built_critic(answer).train()
    with torch.no_grad():
        here = critic(POINTS)[0]
        there = critic(torch.cat([POINTS[:1], POINTS[1:] + 5]))[0]
    if not torch.allclose(here, there, atol=1e-5):
        raise Wrong(
            f"The value of one point is {here.item():.4g} in a batch of near points and "
            f"{there.item():.4g} in a batch of far ones; expected the same value twice."
        )


@hint("Keep two hidden layers of the width that is asked for: 2 → width → width → 1.")
def test_the_layers_are_still_there(answer):
    for width in (8, 16):
        found = [
            (layer.in_features, layer.out_features) for layer in linear(built_critic(answer, width))
        ]
        wanted = [(2, width), (width, width), (width, 1)]
        assert found == wanted, f"The linear layers are {found}, expected {wanted}."


@hint("Something has to bend between the layers, or the critic is one linear map.")
def test_it_bends(answer):
    critic = built_critic(answer).train().double()
    x = POINTS.double()
    with torch.no_grad():
        bend = (critic(x) + critic(-x) - 2 * critic(0 * x)).abs().max().item()
    if not bend > 1e-6:
        raise Wrong(f"f(x) + f(−x) − 2f(0) is {bend:.1g} at every point: no bend anywhere.")
    bends_between_layers(critic, x)


@hint("A potential has no bounds: nothing comes after the last linear layer.")
def test_its_values_have_no_bounds(answer):
    critic = built_critic(answer).train().double()
    last = linear(critic)[-1]
    with torch.no_grad():
        last.bias.zero_()
        values = critic(POINTS.double())
        last.weight.mul_(-1000)
        found = critic(POINTS.double())
    close(found, -1000 * values, rtol=1e-5, what="the values with the last weights times −1000")


@hint("Random weights, drawn anew for each critic, and all of them to be trained.")
def test_each_critic_starts_anew(answer):
    ready_when_built(answer)
