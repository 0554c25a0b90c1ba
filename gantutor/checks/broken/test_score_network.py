"""The critic from another house.

Mend `score_network(width)`: a critic for W1 on points of shape (n, 1), with two hidden layers of
this width. It gives each point one value, of shape (n, 1).
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
MINUTES = 4

SYMPTOM = """
The gap stays below 1, however far apart the laws are. It is too small even where W1 is below 1: the
penalty asks for a slope of 1, and the sigmoid can have it only over a short distance.
"""

HINTS = (
    "What is the largest difference that two values of this critic can have?",
    "The gap is a difference of two mean values, and W1 can be any length.",
    "`nn.Sigmoid()` is for probabilities. A potential has no bounds: end with `nn.Linear`.",
)


@hint("A `nn.Sequential` from 1 input to 1 output, with two hidden layers.")
def test_it_runs(answer):
    for width in (8, 16):
        critic = built_critic(answer, width)
        same_shape(critic(torch.zeros(4, 1)), (4, 1))
        layers = [layer for layer in critic.modules() if isinstance(layer, nn.Linear)]
        found = [(layer.in_features, layer.out_features) for layer in layers]
        wanted = [(1, width), (width, width), (width, 1)]
        assert found == wanted, f"The linear layers are {found}, expected {wanted}."


@hint("How far apart can two values of this critic be, with the weights of your choice?")
def test_two_values_can_be_far_apart(answer):
    critic = built_critic(answer)
    with torch.no_grad():
        for parameter in critic.parameters():
            parameter.mul_(30)
        values = critic(torch.linspace(-50, 50, 101)[:, None])
    apart = (values.max() - values.min()).item()
    box = "A wider box is still a box, and W1 does not know how wide yours is."
    if not apart > 100:
        raise Wrong(
            f"With all weights 30 times as large, and points from −50 to 50, the values of the "
            f"critic differ by no more than {apart:.3g}; expected more than 100.",
            box if apart > 1.0001 else None,
        )


@hint("Up and down: a potential has no least value either. Leave the last layer's value as it is.")
def test_up_and_down(answer):
    critic = built_critic(answer)
    last = [layer for layer in critic.modules() if isinstance(layer, nn.Linear)][-1]
    points = torch.linspace(-50, 50, 101)[:, None]
    with torch.no_grad():
        last.bias.zero_()
        up = critic(points)
        last.weight.neg_()
        close(critic(points), -up, atol=1e-5, what="the last layer with its sign turned")


@hint("Something has to bend between the layers, or the critic is one linear map.")
def test_it_bends(answer):
    bends_between_layers(built_critic(answer), torch.linspace(-1, 1, 9)[:, None])


@hint("Random weights, drawn anew for each critic, and all of them to be trained.")
def test_each_critic_starts_anew(answer):
    ready_when_built(answer)
