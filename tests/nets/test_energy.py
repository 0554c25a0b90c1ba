"""Energy critics: batched autoencoders, the same as ordinary ones, and each seed for itself."""

import pytest
import torch
from torch import nn

from gantutor.constraints import Clip, GradientPenalty, input_gradient
from gantutor.nets import ACTIVATIONS, MLP, Autoencoder
from gantutor.randomness import seeded_generator


def batch(seeds=3, n=7, dim=2, seed=0):
    return torch.randn(seeds, n, dim, generator=seeded_generator(seed))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_energy_is_the_mean_squared_error_of_an_ordinary_autoencoder(activation):
    net = Autoencoder((3, 5, 2), activation, init="default").build(seeds=(4, 5))
    x = batch(2, 7, 3)
    assert net(x).shape == (2, 7, 1)
    assert net.encode(x).shape == (2, 7, 2)
    for s in range(2):
        ordinary = net.member(s)
        expected = nn.functional.mse_loss(ordinary(x[s]), x[s], reduction="none").mean(-1)
        torch.testing.assert_close(net(x)[s, :, 0], expected)
        torch.testing.assert_close(net.encode(x)[s], ordinary[:3](x[s]))
        torch.testing.assert_close(net.reconstruct(x)[s], ordinary(x[s]))
    assert (net(x) >= 0).all()


def test_a_perfect_reconstruction_has_no_energy_and_no_slope():
    net = Autoencoder((2, 2)).build(seeds=(0,))
    with torch.no_grad():
        for half in (net.encoder, net.decoder):
            half.weights[0].copy_(torch.eye(2))
    x = batch(1)
    assert net(x).abs().max() == 0
    assert input_gradient(net, x).abs().max() == 0


def test_an_autoencoder_depends_on_its_own_seed_alone():
    spec = Autoencoder((2, 8, 1), init="default")
    alone, together = spec.build(seeds=(5,)), spec.build(seeds=(3, 5, 9))
    for one, many in zip(alone.parameters(), together.parameters(), strict=True):
        torch.testing.assert_close(one[0], many[1], rtol=0, atol=0)
        assert not torch.equal(many[0], many[1])


def test_encoder_decoder_and_generator_start_differently():
    net = Autoencoder((4, 4)).build(seeds=(0,))
    generator = MLP((4, 4)).build(seeds=(0,), role=1)
    first = [net.encoder.weights[0], net.decoder.weights[0], generator.weights[0]]
    for i in range(3):
        for j in range(i):
            assert (first[i] - first[j]).abs().min() > 0


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_slope_of_an_energy_is_that_of_finite_differences(activation):
    net = Autoencoder((2, 6, 1), activation, init="default").build(seeds=(0, 1, 2)).double()
    x, h = batch().double(), 1e-6
    steps = h * torch.eye(2, dtype=torch.float64)
    with torch.no_grad():
        expected = torch.cat([(net(x + e) - net(x - e)) / (2 * h) for e in steps], dim=-1)
    torch.testing.assert_close(input_gradient(net, x), expected, rtol=1e-5, atol=1e-7)


def test_a_penalty_on_an_energy_reaches_every_weight():
    net = Autoencoder((2, 6, 1), "tanh").build(seeds=(0, 1))
    penalty = GradientPenalty(2.0)
    penalty.prepare(net)
    x, y, u = batch(2), batch(2, seed=1), batch(2, dim=1, seed=2).sigmoid()
    loss = penalty.penalty(net, x, y, u)
    assert loss.shape == (2,)
    # seed 0's penalty moves seed 0's weights, and no other's
    for p, slope in zip(
        net.parameters(), torch.autograd.grad(loss[0], list(net.parameters())), strict=True
    ):
        assert slope.shape == p.shape
        assert slope[0].abs().max() > 0
        assert slope[1].abs().max() == 0


def test_an_energy_critic_can_be_clipped():
    net = Autoencoder((2, 6, 1)).build(seeds=(0, 1))
    Clip((0.01, 0.2)).prepare(net)
    assert max(p[0].abs().max().item() for p in net.parameters()) == pytest.approx(0.01)
    assert max(p[1].abs().max().item() for p in net.parameters()) == pytest.approx(0.2)


def test_an_energy_does_not_fall_without_limit():
    assert Autoencoder((2, 1)).bounded_below


def test_autoencoders_are_values_that_refuse_what_they_do_not_know():
    assert Autoencoder([2, 3, 1]) == Autoencoder((2, 3, 1))
    assert Autoencoder((2, 3, 1)).code_dim == Autoencoder((2, 3, 1)).outputs == 1
    assert Autoencoder((5, 3)).code_dim == 3
    with pytest.raises(ValueError, match="unknown activation 'swish'"):
        Autoencoder((2, 1), "swish")
    with pytest.raises(ValueError, match=r"widths must be .* got \(2,\)"):
        Autoencoder((2,))
