"""Layers of sequences: the same as ordinary ones, for each seed by itself."""

import json

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from gantutor.constraints import mixes_batch
from gantutor.nets import Activation, ConvNet, Dense, Reshape, SequenceConv, Softmax
from gantutor.randomness import seeded_generator

EXACT = {"rtol": 1e-10, "atol": 1e-12}
SEEDS = (3, 5, 9)
GENERATOR = ConvNet(
    (4,),
    (
        Dense(6 * 8), Reshape((6, 1, 8)), Activation("relu"),
        SequenceConv(7, kernel=5), Activation("relu"), SequenceConv(5, kernel=1), Softmax(5),
    ),
)  # fmt: skip
CRITIC = ConvNet(
    (5, 1, 8), (SequenceConv(6, kernel=3, bias=False), Activation("leaky_relu"), Dense(1))
)
FLAT = ConvNet((4,), (Dense(15), Softmax(5)))


def draw(*shape, seed=0):
    return torch.randn(shape, dtype=torch.float64, generator=seeded_generator(seed))


@pytest.mark.parametrize("spec", [GENERATOR, CRITIC, FLAT], ids=["generator", "critic", "flat"])
def test_outputs_and_gradients_are_those_of_each_seeds_ordinary_layers(spec):
    net = spec.build(SEEDS).double()
    x, w = draw(3, 6, spec.inputs).requires_grad_(), draw(3, 6, spec.outputs, seed=1)
    out = net(x)
    assert out.shape == w.shape
    (slope,) = torch.autograd.grad((out * w).sum(), x)
    for s in range(3):
        alone = x[s].detach().requires_grad_()
        expected = net.member(s)(alone)
        (wanted,) = torch.autograd.grad((expected * w[s]).sum(), alone)
        torch.testing.assert_close(out[s], expected, **EXACT)
        torch.testing.assert_close(slope[s], wanted, **EXACT)
        seed_alone = spec.build(SEEDS[s : s + 1]).double()
        torch.testing.assert_close(seed_alone(x[s : s + 1])[0], out[s], **EXACT)


def test_the_convolution_is_its_sum_written_out():
    net = ConvNet((2, 1, 6), (SequenceConv(3, kernel=3),)).build((1, 2)).double()
    x = draw(2, 4, 12)
    layer = net.layers[0]
    padded = F.pad(x.reshape(2, 4, 2, 6), (1, 1))
    for s in range(2):
        for t in range(6):
            part = padded[s, :, :, t : t + 3]
            expected = torch.einsum("bck,ock->bo", part, layer.weight[s]) + layer.bias[s]
            torch.testing.assert_close(net(x)[s].reshape(4, 3, 6)[:, :, t], expected, **EXACT)


def test_rows_of_both_shapes_sum_to_one_and_are_the_softmax_of_their_row():
    flat, image = FLAT.build((0,)).double(), GENERATOR.build((0,)).double()
    z = draw(1, 7, 4)
    rows = flat(z).reshape(7, 3, 5)
    torch.testing.assert_close(rows.sum(-1), torch.ones(7, 3, dtype=torch.float64))
    logits = flat.layers[0](z[0]).reshape(7, 3, 5)
    torch.testing.assert_close(rows, logits.exp() / logits.exp().sum(-1, keepdim=True), **EXACT)
    places = image(z).reshape(7, 5, 8)
    torch.testing.assert_close(places.sum(1), torch.ones(7, 8, dtype=torch.float64))
    assert places.min() > 0


def test_a_sample_does_not_see_its_batch_and_settings_are_json():
    for spec in (GENERATOR, CRITIC, FLAT):
        assert not mixes_batch(spec.build((0,)))
    assert json.loads(json.dumps(GENERATOR.settings()))["layers"][-1] == {
        "name": "Softmax",
        "classes": 5,
    }


def test_initial_weights_are_as_nn_conv1d_draws_them():
    """The deviation of "default" is that of a uniform law in ±1/√(C·k)."""
    spec = ConvNet((16, 1, 4), (SequenceConv(64, kernel=5),), init="default")
    weight = spec.build((0,)).layers[0].weight
    assert weight.shape == (1, 64, 16, 5)
    assert weight.abs().max() <= nn.Conv1d(16, 64, 5).weight.abs().max() * 1.01
    assert weight.std().item() == pytest.approx(1 / (3 * 80) ** 0.5, rel=0.03)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SequenceConv(3, kernel=4), "kernel of SequenceConv must be odd, got 4"),
        (lambda: SequenceConv(0), "channels of SequenceConv must be at least 1, got 0"),
        (lambda: Softmax(1), "classes of Softmax must be at least 2, got 1"),
        (lambda: ConvNet((5,), (SequenceConv(3),)), "expects an image"),
        (lambda: ConvNet((5, 2, 8), (SequenceConv(3),)), r"a sequence \(channels, 1, length\)"),
        (lambda: ConvNet((4,), (Dense(8), Softmax(5))), "a multiple of 5 numbers"),
        (lambda: ConvNet((4, 1, 8), (SequenceConv(3), Softmax(5))), "expects 5 channels"),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
