"""The usual pair for images: a generator that doubles its picture, a critic that halves it.

Each is a `ConvNet` like any other, written once for the sizes and the variants that the book
compares. Source: Radford, Metz & Chintala 2016; without normalisation in the critic, as Gulrajani
et al. 2017 ask for a penalty.
"""

from collections.abc import Sequence

from gantutor.names import known
from gantutor.nets.activations import Activation
from gantutor.nets.convnet import ConvNet
from gantutor.nets.convolution import Conv, ConvTranspose
from gantutor.nets.dense import Dense
from gantutor.nets.dropout import Dropout
from gantutor.nets.layer import Layer
from gantutor.nets.normalisation import BatchNorm, LayerNorm
from gantutor.nets.reshape import Reshape
from gantutor.nets.resizing import MaxPool, Upsample

UPSAMPLING = ("transposed", "copied")
DOWNSAMPLING = ("strided", "pooled")
NORMALISATIONS = ("none", "batch", "layer")


def image_generator(
    shape: Sequence[int],
    channels: Sequence[int],
    latent: int,
    upsampling: str = "transposed",
    normalisation: str = "batch",
    kernel: int = 4,
    output: str = "tanh",
) -> ConvNet:
    """Return a generator that starts with a small picture and doubles it once for each width.

    z of ``latent`` numbers → dense, channels[0] × h × w → doublings to channels[1], …, → ``shape``
    (C, H, W), through ``output``; h = H / 2^k for the k = len(channels) doublings. A doubling is a
    transposed convolution (``kernel``, stride 2), or pixels ``copied`` and a convolution (kernel
    3). An even kernel covers every pixel equally often; an odd one draws a checkerboard.
    Normalisation and ReLU stand before each doubling; a normalised layer has no bias.
    Sizes that cannot be halved so often, a kernel below 2 and unknown names raise ValueError.
    """
    known("upsampling", upsampling, UPSAMPLING)
    _at_least_two(kernel)
    height, width = _halved(shape, len(channels))
    normal = _normalisation(normalisation)
    bias = not normal
    layers: list[Layer] = [
        Dense(channels[0] * height * width, bias=bias), Reshape((channels[0], height, width)),
    ]  # fmt: skip
    for after in channels[1:]:
        layers += [*normal, Activation("relu"), *_doubling(after, upsampling, bias, kernel)]
    layers += [*normal, Activation("relu"), *_doubling(shape[0], upsampling, True, kernel)]
    return ConvNet((latent,), layers, output=output)


def image_critic(
    shape: Sequence[int],
    channels: Sequence[int],
    normalisation: str = "none",
    dropout: float = 0.0,
    downsampling: str = "strided",
    kernel: int = 4,
) -> ConvNet:
    """Return a critic that halves a picture once for each width, and ends in one number.

    (C, H, W) → convolutions (``kernel``, stride 2) to channels[0], channels[1], … with leaky ReLUs
    of slope 0.2 → dense, 1 number, linear. Normalisation stands after every convolution but the
    first, dropout after every activation. ``pooled``: a convolution (kernel 3, stride 1) and after
    its activation the largest of each 2 × 2 pixels, in place of the stride.
    Sizes that cannot be halved so often, a kernel below 2 and unknown names raise ValueError.
    """
    known("downsampling", downsampling, DOWNSAMPLING)
    _halved(shape, len(channels))
    _at_least_two(kernel)
    pooled = downsampling == "pooled"
    normal = _normalisation(normalisation)
    layers: list[Layer] = []
    for k, width in enumerate(channels):
        here = normal if k else []
        if pooled:
            conv = Conv(width, kernel=3, padding=1, bias=not here)
        else:
            conv = Conv(width, kernel, stride=2, padding=(kernel - 1) // 2, bias=not here)
        layers += [conv, *here, Activation("leaky_relu"), *[MaxPool(2)] * pooled]
        layers += [Dropout(dropout)] * (dropout > 0)
    return ConvNet(shape, [*layers, Dense(1)])


def _doubling(channels: int, upsampling: str, bias: bool, kernel: int) -> list[Layer]:
    if upsampling == "copied":
        return [Upsample(2), Conv(channels, kernel=3, padding=1, bias=bias)]
    padding = (kernel - 1) // 2
    # What is missing to twice the size: one row and column of an odd kernel.
    more = 2 - kernel + 2 * padding
    return [
        ConvTranspose(channels, kernel, stride=2, padding=padding, output_padding=more, bias=bias)
    ]


def _normalisation(name: str) -> list[Layer]:
    layers: dict[str, list[Layer]] = {"none": [], "batch": [BatchNorm()], "layer": [LayerNorm()]}
    return layers[known("normalisation", name, NORMALISATIONS)]


def _at_least_two(kernel: int) -> None:
    if kernel < 2:
        raise ValueError(f"a kernel with stride 2 must be at least 2, got {kernel}")


def _halved(shape: Sequence[int], times: int) -> tuple[int, int]:
    """Height and width after that many halvings."""
    _, height, width = shape
    if times < 1 or height % 2**times or width % 2**times:
        raise ValueError(
            f"{height} × {width} cannot be halved {times} times; give one width for each halving"
        )
    return height >> times, width >> times
