"""A walk through the latent space of a trained generator, which runs in the page."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
import traitlets as t
from jaxtyping import Float
from torch import nn

from gantutor.data.images import to_levels
from gantutor.widgets import _pictures
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.networks import page_network
from gantutor.widgets.posters import Picture

REACH = 2.5


class LatentPlane(NamedTuple):
    """A plane in the latent space: (a, b) stands for z = centre + a · across + b · up."""

    centre: Float[np.ndarray, " latent"]
    across: Float[np.ndarray, " latent"]
    up: Float[np.ndarray, " latent"]

    def at(self, a: float, b: float) -> Float[np.ndarray, " latent"]:
        """Return the latent point of (a, b)."""
        return self.centre + a * self.across + b * self.up


def latent_plane(latent: int, seed: int = 0, step: float = 1.0) -> LatentPlane:
    """Return a random plane on which normal latent points are typical.

    ``across`` and ``up`` are orthogonal, of length ``step``; ``centre`` is orthogonal to both and
    has the length √(latent − 2 · step²), so that ‖z‖² is latent − 2 · step² + step² · (a² + b²),
    which is what a normal z has on average where a and b are normal. The longer the step, the more
    changes over the plane. ValueError for fewer than 3 dimensions, for no more than 2 · step², and
    for a step that is not above 0.
    """
    if not (np.isfinite(step) and step > 0):
        raise ValueError(f"step must be finite and above 0, got {step}")
    least = max(3, int(2 * step**2) + 1)
    if latent < least:
        raise ValueError(
            f"a plane with a centre off the origin and steps of length {step:g} needs {least} "
            f"dimensions, got {latent}"
        )
    drawn = np.random.default_rng(seed).normal(size=(latent, 3))
    centre, across, up = np.linalg.qr(drawn)[0].T
    return LatentPlane(centre * np.sqrt(latent - 2 * step**2), step * across, step * up)


class LatentWalk(StaticWidget):
    """A trained generator in the page: the reader drags a point, and sees the image that it makes.

    ``network``: what `page_network` takes, as ``run.averaged.member(0)`` of a game; its weights are
    rounded to eight bits. ``shape``: (channels, rows, columns) of the image, in [−1, 1].
    ``plane``: by default `latent_plane` of the network's inputs. (``a``, ``b``), from −2.5 to 2.5,
    is the point. ``invert``: ink is dark. Raises ValueError where network, shape and plane do not
    fit, TraitError for a or b out of range.
    """

    _esm = esm(
        "shared/style.css",
        "latent_walk.css",
        "shared/dom.js",
        "shared/plot.js",
        "shared/controls.js",
        "shared/steps.js",
        "shared/network.js",
        "shared/image.js",
        "shared/latent_plane.js",
        "latent_walk.js",
    )
    title = t.Unicode("One point, one image").tag(sync=True)
    network = t.Instance(dict).tag(sync=True)
    shape: t.List[Any] = t.List().tag(sync=True)
    plane: t.List[Any] = t.List().tag(sync=True)
    invert = t.Bool(False).tag(sync=True)
    a = Number(0.0, min=-REACH, max=REACH).tag(sync=True)
    b = Number(0.0, min=-REACH, max=REACH).tag(sync=True)
    _driven = ("a", "b")

    def __init__(
        self,
        network: nn.Sequential,
        shape: Sequence[int],
        plane: LatentPlane | None = None,
        **traits: Any,
    ) -> None:
        shown = page_network(network)
        inputs = next(layer["inputs"] for layer in shown.layers if "inputs" in layer)
        plane = latent_plane(inputs) if plane is None else plane
        sizes = {len(vector) for vector in plane}
        if sizes != {inputs}:
            raise ValueError(f"the network takes {inputs} numbers, the plane has {sorted(sizes)}")
        made = shown.model(_row(plane.centre)).numel()
        _pictures.check_shape(shape, made)
        self._model = shown.model
        super().__init__(
            network=shown.state(),
            shape=list(shape),
            plane=[[float(f"{v:.6g}") for v in vector] for vector in plane],
            **traits,
        )

    def _image_at(self, a: float, b: float) -> Float[np.ndarray, "channels rows columns"]:
        plane = LatentPlane(*(np.array(vector) for vector in self.plane))
        return self._model(_row(plane.at(a, b))).double().numpy().reshape(self.shape)

    def image(self) -> Float[np.ndarray, "channels rows columns"]:
        """Return the image that the page shows now, in [−1, 1]."""
        return self._image_at(self.a, self.b)

    def _still(self) -> tuple[str, Picture]:
        """The images of 5 × 3 points of the plane, as one picture."""
        rows = [[self._image_at(a, b) for a in range(-2, 3)] for b in (1, 0, -1)]
        levels = to_levels(np.array(rows) * (-1 if self.invert else 1))
        address = _pictures.png(_pictures.tiled(levels))
        return "Images along a plane of the latent space", Picture(address)

    def _room(self) -> Room:
        return Room(430, 640)


def _row(z: Float[np.ndarray, " latent"]) -> torch.Tensor:
    return torch.tensor(np.asarray(z), dtype=torch.float32)[None]
