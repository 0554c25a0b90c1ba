"""What a call leaves in networks: whatever is changed is found, and what may change is not."""

import numpy as np
import pytest
import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong
from gantutor.checks.engine.network_state import (
    leave_old_gradients,
    only_looked_at,
    ready_to_train,
)
from gantutor.checks.engine.seeded_answers import (
    bends_between_layers,
    between_partners,
    drawn_anew,
    random_pairs,
    ready_when_built,
)
from gantutor.checks.engine.toy_networks import slopes, smooth_critic

POINTS = torch.linspace(-1, 1, 8).reshape(4, 2)


def network():
    return nn.Sequential(nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)), nn.Linear(3, 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda net: net.eval(), "training = False"),
        (lambda net: net[0][1].eval(), "training = False"),
        (lambda net: net.requires_grad_(False), "requires_grad = False"),
        (lambda net: net[1].bias.requires_grad_(False), "requires_grad = False"),
    ],
)
def test_a_network_that_cannot_go_on_training(change, words):
    net = network()
    with (
        pytest.raises(Wrong, match=f"`critic` has a part with {words}"),
        ready_to_train(critic=net),
    ):
        change(net)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda net: net(POINTS), "the buffer 0.1.running_mean of `critic` after the call"),
        (lambda net: net.zero_grad(), "the gradient of 0.0.weight of `critic` is gone"),
        (lambda net: net[1].bias.grad.mul_(2), "the gradient of 1.bias of `critic`"),
        (lambda net: net[1].bias.data.add_(1), "the parameter 1.bias of `critic`"),
        (lambda net: net.eval(), "training = False"),
    ],
)
def test_a_network_that_was_more_than_looked_at(change, words):
    net = network()
    leave_old_gradients(net)
    with pytest.raises(Wrong, match=f"(?i){words}"), only_looked_at(critic=net):
        change(net)


def test_what_is_taken_back_is_no_change():
    net = network()
    with only_looked_at(critic=net):
        net.eval()(POINTS)
        net.requires_grad_(False).train()
        net.requires_grad_(True)
    with ready_to_train(critic=net):
        net(POINTS).sum().backward()


def mixed(u, real, fake):
    return u * real + (1 - u) * fake


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x, y: mixed(torch.rand(len(x), 1), x, y.roll(1, 0)), "the line of its own pair"),
        (lambda x, y: mixed(torch.rand(x.shape), x, y), "the line of its own pair"),
        (lambda x, y: torch.rand(len(x), 1) * x + y, "the line of its own pair"),
        (lambda x, y: mixed(torch.rand(len(x), 1) + 1, x, y), "beyond the ends"),
    ],
)
def test_points_that_are_not_between_their_partners(answer, words):
    pairs = random_pairs(np.random.default_rng(0), 6, 3)
    between_partners(lambda x, y: mixed(torch.rand(len(x), 1), x, y), *pairs)
    with pytest.raises(Wrong, match=words):
        between_partners(answer, *pairs)


def test_places_that_are_not_drawn_anew():
    drawn_anew(torch.rand, 3)
    with pytest.raises(Wrong, match="Two calls"):
        drawn_anew(lambda n: torch.rand(n, generator=torch.Generator().manual_seed(0)), 3)


def test_critics_that_start_alike_or_frozen():
    ready_when_built(lambda width: nn.Linear(1, width))
    with pytest.raises(Wrong, match="one after the other"):
        ready_when_built(seeded)
    with pytest.raises(Wrong, match="cannot learn"):
        ready_when_built(lambda width: nn.Linear(1, width).requires_grad_(False))


def seeded(width):
    torch.manual_seed(0)
    return nn.Linear(1, width)


def test_layers_without_a_bend_between_them():
    layers = [nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 1)]
    bends_between_layers(nn.Sequential(*layers), POINTS)
    del layers[3]
    with pytest.raises(Wrong, match="leaves linear layer 2 enters layer 3 unchanged"):
        bends_between_layers(nn.Sequential(*layers), POINTS)


def test_a_smooth_critic_hides_no_mistake():
    """Neither even nor odd, no entry of the gradient like another, and its slopes are right."""
    critic, points = smooth_critic(2), POINTS.double()
    values, mirrored = critic(points), critic(-points)
    assert (values - mirrored).abs().min() > 1e-3
    assert (values + mirrored).abs().min() > 1e-3
    jacobian = torch.autograd.functional.jacobian(lambda x: critic(x).sum(), points)
    assert torch.allclose(slopes(critic, points), jacobian.square().sum(1).sqrt())
    assert torch.linalg.matrix_rank(jacobian) == 2
