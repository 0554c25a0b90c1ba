"""Batched networks: the same as ordinary ones, and each seed for itself."""

import pytest
import torch
from torch import nn

from gantutor.nets import ACTIVATIONS, INITS, MLP, OUTPUTS
from gantutor.randomness import seeded_generator


def batch(seeds=3, n=7, dim=2, seed=0):
    return torch.randn(seeds, n, dim, generator=seeded_generator(seed))


@pytest.mark.parametrize("init", INITS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_is_a_stack_of_ordinary_networks(activation, output, init):
    net = MLP((2, 5, 4, 3), activation, output, init).build(seeds=(4, 5, 6))
    x = batch()
    ordinary = torch.stack([net.member(s)(x[s]) for s in range(3)])
    assert net(x).shape == (3, 7, 3)
    torch.testing.assert_close(net(x), ordinary)


def test_an_ordinary_copy_is_made_of_linear_layers_and_owns_its_weights():
    net = MLP((2, 5, 1), "leaky_relu", "tanh").build(seeds=(0, 1))
    copy = net.member(1)
    assert [type(m) for m in copy] == [nn.Linear, nn.LeakyReLU, nn.Linear, nn.Tanh]
    before = net(batch(2))
    nn.init.zeros_(copy[0].weight)
    torch.testing.assert_close(net(batch(2)), before)


def test_a_network_depends_on_its_own_seed_alone():
    spec = MLP((2, 8, 1), init="default")
    alone, together = spec.build(seeds=(5,)), spec.build(seeds=(3, 5, 9))
    for one, many in zip(alone.parameters(), together.parameters(), strict=True):
        torch.testing.assert_close(one[0], many[1], rtol=0, atol=0)
        assert not torch.equal(many[0], many[1])


def test_roles_and_neighbouring_seeds_start_differently():
    first = [MLP((4, 4)).build(seeds=(s,), role=r).weights[0] for s, r in ((0, 0), (0, 1), (1, 0))]
    for i in range(3):
        for j in range(i):
            assert (first[i] - first[j]).abs().min() > 0


def test_a_seed_is_reproducible_and_leaves_the_global_generator_alone():
    state = torch.random.get_rng_state()
    one, two = (MLP((3, 4, 1)).build(seeds=(2,)) for _ in range(2))
    assert torch.equal(one.weights[0], two.weights[0])
    assert torch.equal(torch.random.get_rng_state(), state)


@pytest.mark.parametrize(
    ("init", "std", "bias_std"),
    [
        ("he", (2 / 400) ** 0.5, 0.0),
        ("default", 1 / 20 / 3**0.5, 1 / 20 / 3**0.5),
        ("normal002", 0.02, 0.0),
    ],
)
def test_initial_weights_have_the_stated_spread(init, std, bias_std):
    net = MLP((400, 400), init=init).build(seeds=(0,))
    assert net.weights[0].std().item() == pytest.approx(std, rel=0.01)
    assert net.weights[0].mean().item() == pytest.approx(0, abs=0.01 * std)
    assert net.biases[0].std().item() == pytest.approx(bias_std, rel=0.1)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_closed_form_of_the_input_gradient_is_the_gradient(activation):
    net = MLP((2, 6, 5, 1), activation, init="default").build(seeds=(0, 1, 2))
    x = batch().requires_grad_()
    (expected,) = torch.autograd.grad(net(x).sum(), x, create_graph=True)
    found = net.input_gradient(x.detach())
    torch.testing.assert_close(found, expected)

    weights = list(net.parameters())
    by_hand = torch.autograd.grad(found.square().sum(), weights, allow_unused=True)
    double = torch.autograd.grad(expected.square().sum(), weights, allow_unused=True)
    for a, b, w in zip(by_hand, double, weights, strict=True):
        zeros = torch.zeros_like(w)
        torch.testing.assert_close(zeros if a is None else a, zeros if b is None else b)


def test_the_input_gradient_of_a_linear_critic_is_its_weight():
    net = MLP((3, 1)).build(seeds=(0, 1))
    gradient = net.input_gradient(batch(2, 5, 3))
    torch.testing.assert_close(gradient, net.weights[0].mT.expand(-1, 5, -1))


@pytest.mark.parametrize("spec", [MLP((2, 4, 2)), MLP((2, 4, 1), output="sigmoid")])
def test_the_closed_form_refuses_what_it_does_not_cover(spec):
    with pytest.raises(ValueError, match="one linear output"):
        spec.build(seeds=(0,)).input_gradient(batch(1))


def test_one_broken_network_does_not_touch_the_others():
    net = MLP((2, 5, 1)).build(seeds=(0, 1, 2))
    before = net(batch())
    with torch.no_grad():
        net.weights[0][1] = torch.nan
    after = net(batch())
    assert after[1].isnan().all()
    torch.testing.assert_close(after[[0, 2]], before[[0, 2]], rtol=0, atol=0)


def test_widths_may_be_any_sequence_and_specifications_are_values():
    assert MLP([2, 3, 1]) == MLP((2, 3, 1))
    assert hash(MLP([2, 3, 1])) == hash(MLP((2, 3, 1)))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"widths": (2,)}, r"widths must be .* got \(2,\)"),
        ({"widths": (2, 0, 1)}, r"at least 1, got \(2, 0, 1\)"),
        ({"activation": "swish"}, "unknown activation 'swish'; known: relu, leaky_relu, tanh"),
        ({"output": "relu"}, "unknown output 'relu'; known: linear, tanh, sigmoid"),
        ({"init": "xavier"}, "unknown init 'xavier'; known: he, default, normal002"),
    ],
)
def test_refuses_what_it_does_not_know(wrong, message):
    with pytest.raises(ValueError, match=message):
        MLP(**({"widths": (2, 1)} | wrong))


def test_refuses_no_seeds():
    with pytest.raises(ValueError, match="at least one network"):
        MLP((2, 1)).build(seeds=())


def test_only_a_linear_output_falls_without_limit():
    bounded = {o: MLP((2, 1), output=o).bounded_below for o in OUTPUTS}
    assert bounded == {o: o != "linear" for o in OUTPUTS}
    for output, is_bounded in bounded.items():
        lowest = OUTPUTS[output](torch.tensor([-1e6])).item()
        assert (lowest >= -1) == is_bounded
