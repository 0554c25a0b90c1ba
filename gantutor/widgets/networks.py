"""A trained network as numbers that a page can run: layers, and weights of eight bits.

The runner is `shared/network.js`. It takes what ``ConvNet.member`` and ``MLP.member`` return: dense
layers, convolutions, transposed convolutions, upsampling, pooling by means, batch normalisation in
evaluation mode, and the elementwise functions.
"""

import base64
import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import nn

LEVELS = 127
"""Weights of one output are whole multiples, −127 to 127, of the largest of them over 127."""

Layers = list[dict[str, Any]]


@dataclass(frozen=True)
class PageNetwork:
    """Layers as JSON values, and all weights in one text; ``model`` is the same in PyTorch.

    ``layers``: each with its ``op`` and sizes. ``weights``: base64 of, for each layer that has
    some, scales and biases (float32, one for each output) and then the multiples (int8).
    ``model`` has the rounded weights: the page's outputs are its outputs, up to rounding in float.
    """

    layers: Layers
    weights: str
    model: nn.Sequential

    def state(self) -> dict[str, Any]:
        """Return what the runner takes: ``layers`` and ``weights``."""
        return {"layers": self.layers, "weights": self.weights}


def page_network(network: nn.Sequential) -> PageNetwork:
    """Return a network for the page, its weights rounded to eight bits.

    Normalisation is folded into the convolution or dense layer before it, so that it costs neither
    bytes nor time. Raises ValueError for a layer that the runner does not know, and for weights
    that are not finite.
    """
    modules = _folded([copy.deepcopy(module).cpu().eval() for module in network])
    layers: Layers = []
    packed = bytearray()
    for module in modules:
        layers.append(_described(module))
        if isinstance(module, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            packed += _rounded(module)
    model = nn.Sequential(*modules).requires_grad_(False)
    return PageNetwork(layers, base64.b64encode(bytes(packed)).decode(), model)


def _described(module: nn.Module) -> dict[str, Any]:
    """The layer as values for JSON."""
    if isinstance(module, nn.Linear):
        return {"op": "dense", "inputs": module.in_features, "outputs": module.out_features}
    if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
        (kernel, other), stride, padding = module.kernel_size, module.stride[0], module.padding[0]
        if kernel != other or module.groups != 1 or set(module.dilation) != {1}:
            raise ValueError(f"the page runs square kernels, one group, no dilation; got {module}")
        transposed = isinstance(module, nn.ConvTranspose2d)
        return {
            "op": "transposed" if transposed else "conv",
            "inputs": module.in_channels, "outputs": module.out_channels, "kernel": kernel,
            "stride": stride, "padding": padding,
            **({"extra": module.output_padding[0]} if transposed else {}),
        }  # fmt: skip
    if isinstance(module, nn.Unflatten):
        return {"op": "reshape", "shape": [int(n) for n in module.unflattened_size]}
    if isinstance(module, nn.Flatten):
        return {"op": "flatten"}
    if isinstance(module, nn.Upsample) and module.mode == "nearest" and module.scale_factor:
        return {"op": "upsample", "factor": int(float(module.scale_factor))}  # type: ignore[arg-type]
    if isinstance(module, nn.AvgPool2d):
        return {"op": "average", "size": int(module.kernel_size)}  # type: ignore[arg-type]
    if isinstance(module, nn.LeakyReLU):
        return {"op": "leaky_relu", "slope": module.negative_slope}
    for kind, name in ((nn.ReLU, "relu"), (nn.Tanh, "tanh"), (nn.Sigmoid, "sigmoid")):
        if isinstance(module, kind):
            return {"op": name}
    raise ValueError(f"the page cannot run {module}")


def _folded(modules: list[nn.Module]) -> list[nn.Module]:
    """The same function without normalisations and dropout: each scales what stands before it."""
    found: list[nn.Module] = []
    for module in modules:
        if isinstance(module, nn.Dropout):
            continue
        if not isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            found.append(module)
            continue
        shapes = (nn.Flatten, nn.Unflatten)  # of the same numbers in the same order
        before = next((m for m in reversed(found) if not isinstance(m, shapes)), None)
        if not isinstance(before, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            raise ValueError(f"a normalisation must follow weights, here it follows {before}")
        _scale(before, module)
    return found


def _scale(
    layer: nn.Linear | nn.Conv2d | nn.ConvTranspose2d, norm: nn.BatchNorm1d | nn.BatchNorm2d
) -> None:
    """Let the layer do what the normalisation after it does in evaluation mode."""
    assert norm.running_mean is not None  # it keeps running statistics
    assert norm.running_var is not None
    factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    shift = norm.bias - norm.running_mean * factor
    outputs = layer.weight.shape[1 if isinstance(layer, nn.ConvTranspose2d) else 0]
    # A dense layer that is reshaped to channels has each channel's pixels one after the other.
    repeat, rest = divmod(outputs, len(factor))
    if rest or not repeat:
        raise ValueError(f"a normalisation of {len(factor)} channels cannot follow {layer}")
    factor, shift = (t.detach().repeat_interleave(repeat) for t in (factor, shift))
    axis = 1 if isinstance(layer, nn.ConvTranspose2d) else 0
    shape = [1] * layer.weight.ndim
    shape[axis] = outputs
    bias = layer.bias.detach() if layer.bias is not None else torch.zeros(outputs)
    layer.weight = nn.Parameter(layer.weight.detach() * factor.reshape(shape))
    layer.bias = nn.Parameter(bias * factor + shift)


def _rounded(layer: nn.Linear | nn.Conv2d | nn.ConvTranspose2d) -> bytes:
    """Round the layer's own weights; return scales, biases and multiples, outputs first."""
    weight = layer.weight.detach()
    first = weight.transpose(0, 1) if isinstance(layer, nn.ConvTranspose2d) else weight
    rows: Float[np.ndarray, "outputs rest"] = first.flatten(1).double().numpy()
    bias = np.zeros(len(rows)) if layer.bias is None else layer.bias.detach().double().numpy()
    if not (np.isfinite(rows).all() and np.isfinite(bias).all()):
        raise ValueError(f"weights must be finite, those of {layer} are not")
    scale = (np.abs(rows).max(axis=1) / LEVELS).astype(np.float32)
    multiples = np.rint(rows / np.where(scale > 0, scale, 1)[:, None]).astype(np.int8)
    kept = torch.tensor(scale[:, None] * multiples.astype(np.float32)).reshape(first.shape)
    back = kept.transpose(0, 1) if isinstance(layer, nn.ConvTranspose2d) else kept
    layer.weight = nn.Parameter(back.contiguous())
    layer.bias = nn.Parameter(torch.tensor(bias, dtype=torch.float32))
    return scale.tobytes() + bias.astype(np.float32).tobytes() + multiples.tobytes()
