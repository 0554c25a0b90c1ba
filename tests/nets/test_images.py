"""The usual pair for images: shapes, and the layers that each variant has."""

import pytest

from gantutor.nets import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dropout,
    LayerNorm,
    MaxPool,
    Upsample,
    image_critic,
    image_generator,
)


def kinds(net):
    return [type(layer) for layer in net.layers]


def after(net, kind):
    """The shapes after the layers of one kind."""
    pairs = zip(net.shapes[1:], net.layers, strict=True)
    return [shape for shape, layer in pairs if type(layer) is kind]


def test_the_generator_doubles_once_for_each_width():
    net = image_generator((3, 32, 32), (128, 64, 32), latent=64)
    assert (net.inputs, net.outputs, net.output) == (64, 3 * 32 * 32, "tanh")
    assert after(net, ConvTranspose) == [(64, 8, 8), (32, 16, 16), (3, 32, 32)]
    assert (128, 4, 4) in net.shapes
    assert kinds(net).count(BatchNorm) == 3
    assert net.layers[-1].bias
    assert not any(layer.bias for layer in net.layers[:-1] if type(layer) is ConvTranspose)


def test_copied_pixels_are_followed_by_a_convolution():
    net = image_generator((1, 28, 28), (32, 16), 32, upsampling="copied", normalisation="none")
    assert (net.inputs, net.outputs) == (32, 784)
    assert kinds(net).count(Upsample) == kinds(net).count(Conv) == 2
    assert ConvTranspose not in kinds(net)
    assert not net.mixes_batch
    assert all(layer.bias for layer in net.layers if type(layer) is Conv)


def test_the_critic_halves_once_for_each_width():
    net = image_critic((1, 28, 28), (16, 32))
    assert (net.inputs, net.outputs, net.output) == (784, 1, "linear")
    assert after(net, Conv) == [(16, 14, 14), (32, 7, 7)]
    assert not net.mixes_batch
    batch = image_critic((1, 28, 28), (16, 32, 64)[:2], normalisation="batch", dropout=0.3)
    assert kinds(batch).count(BatchNorm) == 1  # not after the first
    assert kinds(batch).count(Dropout) == 2
    assert LayerNorm in kinds(image_critic((3, 32, 32), (8, 8), normalisation="layer"))


def test_sizes_and_names_that_are_not_possible():
    with pytest.raises(ValueError, match="28 × 28 cannot be halved 3 times"):
        image_critic((1, 28, 28), (8, 8, 8))
    with pytest.raises(ValueError, match="cannot be halved 0 times"):
        image_generator((1, 28, 28), (), 8)
    with pytest.raises(ValueError, match="unknown upsampling 'bilinear'; known: transposed"):
        image_generator((1, 28, 28), (8,), 8, upsampling="bilinear")
    with pytest.raises(ValueError, match="unknown normalisation 'spectral'; known: none, batch"):
        image_critic((1, 28, 28), (8,), normalisation="spectral")


@pytest.mark.parametrize("kernel", [2, 3, 4, 5, 6])
def test_any_kernel_doubles_and_halves(kernel):
    net = image_generator((3, 32, 32), (8, 4), 5, kernel=kernel)
    assert after(net, ConvTranspose) == [(4, 16, 16), (3, 32, 32)]
    assert {layer.kernel for layer in net.layers if type(layer) is ConvTranspose} == {kernel}
    critic = image_critic((3, 32, 32), (4, 8), kernel=kernel)
    assert after(critic, Conv) == [(4, 16, 16), (8, 8, 8)]


def test_pooled_in_place_of_strided():
    net = image_critic((1, 28, 28), (16, 32), downsampling="pooled", dropout=0.3)
    assert after(net, MaxPool) == [(16, 14, 14), (32, 7, 7)]
    assert all(layer.stride == 1 for layer in net.layers if type(layer) is Conv)
    place = kinds(net).index
    assert place(MaxPool) < place(Dropout)


def test_the_output_function_and_its_absence():
    assert image_generator((1, 28, 28), (8,), 8, output="linear").output == "linear"
    with pytest.raises(ValueError, match="a kernel with stride 2 must be at least 2, got 1"):
        image_generator((1, 28, 28), (8,), 8, kernel=1)
    with pytest.raises(ValueError, match="a kernel with stride 2 must be at least 2, got 1"):
        image_critic((1, 28, 28), (8,), kernel=1)
    with pytest.raises(ValueError, match="unknown downsampling 'mean'; known: strided, pooled"):
        image_critic((1, 28, 28), (8,), downsampling="mean")
