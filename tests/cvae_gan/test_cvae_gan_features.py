"""Features: what the last layer of a network gets, against its layers as ordinary modules."""

import pytest
import torch
from torch import nn

from gantutor.constraints import SpectralNorm
from gantutor.nets import MLP, Activation, BatchNorm, Conv, ConvNet, Dense, Reshape

CONVOLUTIONAL = ConvNet(
    (1, 4, 4),
    (Conv(3, kernel=3), BatchNorm(), Activation("relu"), Dense(2)),
)
SPECS = {
    "mlp": MLP((16, 8, 5, 2), "leaky_relu", output="sigmoid"),
    "convolutional": CONVOLUTIONAL,
    "with a shape at the end": ConvNet((16,), (Dense(6), Dense(4), Reshape((1, 2, 2)))),
}


@pytest.mark.parametrize("kind", SPECS)
def test_the_head_of_the_features_is_the_output(kind):
    network = SPECS[kind].build(seeds=(1, 2)).eval()
    x = torch.randn(2, 7, 16, generator=torch.Generator().manual_seed(0))
    features, output = network.with_features(x)
    assert torch.equal(output, network(x))
    for s in range(2):
        member = network.member(s)
        last = max(k for k, module in enumerate(member) if isinstance(module, nn.Linear))
        body, head = member[:last], member[last:]
        torch.testing.assert_close(features[s], body(x[s]).flatten(1), rtol=1e-5, atol=1e-6)
        torch.testing.assert_close(output[s], head(features[s]), rtol=1e-5, atol=1e-6)
    assert features.shape[-1] not in (x.shape[-1], output.shape[-1])


def test_the_features_of_a_normalised_critic_are_those_that_act():
    network = MLP((16, 8, 1)).build(seeds=(1,))
    free = network.with_features(torch.ones(1, 2, 16))[0]
    SpectralNorm().prepare(network)
    features, output = network.with_features(torch.ones(1, 2, 16))
    assert not torch.allclose(features, free)
    torch.testing.assert_close(output[0], network.member(0)[-1:](features[0]))
