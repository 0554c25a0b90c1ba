"""A trained network in the page: its outputs are PyTorch's."""

import json

import numpy as np
import pytest
import torch
from torch import nn

from gantutor.nets import (
    MLP,
    Activation,
    AveragePool,
    BatchNorm,
    Conv,
    ConvNet,
    ConvTranspose,
    Dense,
    LayerNorm,
    Reshape,
    image_critic,
    image_generator,
)
from gantutor.widgets._static import esm
from gantutor.widgets.networks import page_network

NETWORKS = {
    "digits": image_generator((1, 28, 28), (32, 16), latent=32),
    "photographs": image_generator((3, 32, 32), (16, 8, 8), latent=12),
    "copied": image_generator((1, 8, 8), (8, 4), 5, upsampling="copied"),
    "critic": image_critic((1, 8, 8), (6, 8), normalisation="batch", dropout=0.3),
    "oblong": ConvNet(
        (2, 6, 9),
        (
            Conv(5, kernel=3, stride=2, padding=1), Activation("tanh"), AveragePool(2),
            ConvTranspose(3, kernel=5, stride=3, padding=2, output_padding=1, bias=False),
            BatchNorm(), Activation("leaky_relu"), Dense(7),
        ),
        output="sigmoid",
    ),
    "decoder": MLP((2, 20, 30), output="sigmoid"),
}  # fmt: skip


def trained(spec):
    """One network with statistics and shifts as after a training."""
    network = spec.build((3,)).member(0)
    rng = torch.Generator().manual_seed(0)
    for module in network:
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            for t, low, high in (
                (module.running_mean, -1, 1), (module.running_var, 0.3, 2),
                (module.weight.data, -1, 2), (module.bias.data, -1, 1),
            ):  # fmt: skip
                t.copy_(low + (high - low) * torch.rand(t.shape, generator=rng))
        elif getattr(module, "bias", None) is not None:
            module.bias.data.uniform_(-0.5, 0.5, generator=rng)
    return network.eval()


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.add_script_tag(content=esm("shared/network.js"))
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", NETWORKS)
def test_the_page_gives_what_pytorch_gives(page, name):
    network = trained(NETWORKS[name])
    shown = page_network(network)
    inputs = torch.randn(4, NETWORKS[name].inputs, generator=torch.Generator().manual_seed(1))
    expected = shown.model(inputs).numpy()
    found = page.evaluate(
        """([state, inputs]) => {
          const run = runnerOf(state);
          return inputs.map((x) => [...run(x)]);
        }""",
        [json.loads(json.dumps(shown.state())), inputs.tolist()],
    )
    scale = max(1.0, np.abs(expected).max())
    np.testing.assert_allclose(found, expected, atol=1e-5 * scale)
    # Rounding and folding change little of what was trained.
    with torch.no_grad():
        whole = network(inputs).numpy()
    assert 0 < np.abs(whole - expected).max() < 0.1 * scale


def test_it_weighs_a_byte_for_each_weight_and_eight_for_each_output():
    spec = NETWORKS["digits"]
    shown = page_network(trained(spec))
    weights = 32 * 1568 + 32 * 16 * 16 + 16 * 16
    assert len(shown.weights) == pytest.approx((weights + 8 * (1568 + 16 + 1)) * 4 / 3, abs=4)
    assert len(shown.weights) < 100_000
    ops = [layer["op"] for layer in shown.layers if layer["op"] not in ("flatten", "reshape")]
    assert ops == ["dense", "relu", "transposed", "relu", "transposed", "tanh"]


def test_what_the_page_cannot_run_is_refused():
    def of(*layers):
        return (
            ConvNet((4,), (Dense(8), Reshape((2, 2, 2)), *layers, Dense(1))).build((0,)).member(0)
        )

    with pytest.raises(ValueError, match="the page cannot run GroupNorm"):
        page_network(of(LayerNorm()))
    with pytest.raises(ValueError, match="must follow weights, here it follows ReLU"):
        page_network(of(Activation("relu"), BatchNorm()))
    spoilt = of()
    spoilt[0].weight.data[0, 0] = float("nan")
    with pytest.raises(ValueError, match="weights must be finite"):
        page_network(spoilt)
    with pytest.raises(ValueError, match="square kernels"):
        page_network(nn.Sequential(nn.Conv2d(1, 1, (2, 3))))
