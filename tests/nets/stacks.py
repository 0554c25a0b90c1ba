"""Architectures twice: as a ConvNet's specification, and as a stack of ordinary layers by hand."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from gantutor.nets import (
    SLOPE,
    Activation,
    AveragePool,
    BatchNorm,
    Conv,
    ConvNet,
    ConvTranspose,
    Dense,
    LayerNorm,
    MaxPool,
    Reshape,
    Upsample,
)

relu, leaky, tanh = (Activation(name) for name in ("relu", "leaky_relu", "tanh"))
by_two = {"kernel": 4, "stride": 2, "padding": 1}


class PlainLayerNorm(nn.Module):
    """Layer normalisation in elementary operations."""

    def __init__(self, channels):
        super().__init__()
        self.weight, self.bias = (
            nn.Parameter(torch.ones(channels)),
            nn.Parameter(torch.zeros(channels)),
        )

    def forward(self, h):
        axes = tuple(range(1, h.dim()))
        centred = h - h.mean(axes, keepdim=True)
        unit = centred / (centred.square().mean(axes, keepdim=True) + 1e-5).sqrt()
        per_channel = (-1, *[1] * (h.dim() - 2))
        return unit * self.weight.view(per_channel) + self.bias.view(per_channel)


class Copied(nn.Module):
    """Every pixel copied to factor × factor."""

    def forward(self, h):
        return h.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)


@dataclass(frozen=True)
class Pair:
    """A specification, and what builds the ordinary stack for flat samples."""

    spec: ConvNet
    by_hand: Callable[[], nn.Sequential]


ARCHITECTURES = {
    "DCGAN generator, 8 × 8": Pair(
        ConvNet(
            (5,),
            (
                Dense(8 * 2 * 2, bias=False),
                Reshape((8, 2, 2)),
                BatchNorm(),
                relu,
                ConvTranspose(4, **by_two, bias=False),
                BatchNorm(),
                relu,
                ConvTranspose(1, **by_two),
            ),
            output="tanh",
        ),
        lambda: nn.Sequential(
            nn.Linear(5, 32, bias=False),
            nn.Unflatten(1, (8, 2, 2)),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.ConvTranspose2d(8, 4, 4, 2, 1, bias=False),
            nn.BatchNorm2d(4),
            nn.ReLU(),
            nn.ConvTranspose2d(4, 1, 4, 2, 1),
            nn.Tanh(),
            nn.Flatten(),
        ),
    ),
    "DCGAN critic, 8 × 8": Pair(
        ConvNet(
            (1, 8, 8),
            (
                Conv(4, **by_two),
                leaky,
                Conv(6, **by_two, bias=False),
                BatchNorm(),
                leaky,
                Dense(1),
            ),
            init="normal002",
        ),
        lambda: nn.Sequential(
            nn.Unflatten(1, (1, 8, 8)),
            nn.Conv2d(1, 4, 4, 2, 1),
            nn.LeakyReLU(SLOPE),
            nn.Conv2d(4, 6, 4, 2, 1, bias=False),
            nn.BatchNorm2d(6),
            nn.LeakyReLU(SLOPE),
            nn.Flatten(),
            nn.Linear(24, 1),
        ),
    ),
    "DCGAN generator, 28 × 28": Pair(
        ConvNet(
            (5,),
            (
                Dense(4 * 7 * 7),
                BatchNorm(0.2),
                Reshape((4, 7, 7)),
                relu,
                ConvTranspose(3, kernel=5, stride=2, padding=2, output_padding=1),
                BatchNorm(),
                relu,
                ConvTranspose(1, **by_two),
            ),
            output="sigmoid",
            init="default",
        ),
        lambda: nn.Sequential(
            nn.Linear(5, 196),
            nn.BatchNorm1d(196, momentum=0.2),
            nn.Unflatten(1, (4, 7, 7)),
            nn.ReLU(),
            nn.ConvTranspose2d(4, 3, 5, 2, 2, 1),
            nn.BatchNorm2d(3),
            nn.ReLU(),
            nn.ConvTranspose2d(3, 1, 4, 2, 1),
            nn.Sigmoid(),
            nn.Flatten(),
        ),
    ),
    "pooling critic, 28 × 28": Pair(
        ConvNet(
            (1, 28, 28),
            (
                Conv(3, kernel=3, padding=1),
                leaky,
                MaxPool(2),
                Conv(4, kernel=3, padding=1),
                leaky,
                MaxPool(2),
                Dense(10),
                leaky,
                Dense(1),
            ),
            init="default",
        ),
        lambda: nn.Sequential(
            nn.Unflatten(1, (1, 28, 28)),
            nn.Conv2d(1, 3, 3, padding=1),
            nn.LeakyReLU(SLOPE),
            nn.MaxPool2d(2),
            nn.Conv2d(3, 4, 3, padding=1),
            nn.LeakyReLU(SLOPE),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(196, 10),
            nn.LeakyReLU(SLOPE),
            nn.Linear(10, 1),
        ),
    ),
    "upsampling generator in colour, 16 × 16": Pair(
        ConvNet(
            (5,),
            (
                Dense(4 * 4 * 4),
                Reshape((4, 4, 4)),
                leaky,
                Upsample(2),
                Conv(3, kernel=5, padding=2),
                LayerNorm(),
                leaky,
                Upsample(2),
                Conv(3, kernel=5, padding=2),
            ),
            output="tanh",
        ),
        lambda: nn.Sequential(
            nn.Linear(5, 64),
            nn.Unflatten(1, (4, 4, 4)),
            nn.LeakyReLU(SLOPE),
            Copied(),
            nn.Conv2d(4, 3, 5, padding=2),
            PlainLayerNorm(3),
            nn.LeakyReLU(SLOPE),
            Copied(),
            nn.Conv2d(3, 3, 5, padding=2),
            nn.Tanh(),
            nn.Flatten(),
        ),
    ),
    "layer-normalised critic of oblong images": Pair(
        ConvNet(
            (2, 5, 9),
            (
                Conv(4, kernel=3, stride=2, padding=1),
                LayerNorm(),
                tanh,
                AveragePool(2),
                Dense(6),
                LayerNorm(),
                tanh,
                Dense(1, bias=False),
            ),
            init="default",
        ),
        lambda: nn.Sequential(
            nn.Unflatten(1, (2, 5, 9)),
            nn.Conv2d(2, 4, 3, 2, 1),
            PlainLayerNorm(4),
            nn.Tanh(),
            nn.AvgPool2d(2),
            nn.Flatten(),
            nn.Linear(8, 6),
            PlainLayerNorm(6),
            nn.Tanh(),
            nn.Linear(6, 1, bias=False),
        ),
    ),
}


def stack_of(name, net, s):
    """The stack by hand with the weights and running statistics of network s, and in its mode."""
    stack = ARCHITECTURES[name].by_hand().to(next(net.parameters()).dtype)
    with torch.no_grad():
        for one, many in zip(stack.parameters(), net.parameters(), strict=True):
            one.copy_((many[s].T if one.dim() == 2 else many[s]).reshape(one.shape))
    counted = [b for n, b in stack.named_buffers() if "num_batches" not in n]
    for one, many in zip(counted, net.buffers(), strict=True):
        one.copy_(many[s])
    return stack.train(net.training)
