"""One code and every label: the decoder of a conditional model, run in the page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import traitlets as t
from jaxtyping import Float
from torch import nn

from gantutor.data.images import to_levels
from gantutor.widgets import _pictures, _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.latent_walk import REACH, LatentPlane, latent_plane
from gantutor.widgets.networks import page_network
from gantutor.widgets.posters import Picture

if TYPE_CHECKING:
    from gantutor.cvae_gan import CVAEGANRun

LOWEST = {"tanh": -1.0, "sigmoid": 0.0}
"""The least value of an image, by the function that the decoder ends in; the greatest is 1."""

_SHARED = ("dom", "plot", "controls", "picks", "steps", "network", "image", "latent_plane")


class ConditionalExplorer(StaticWidget):
    """A conditional decoder in the page: one code z is dragged, under every label at once.

    ``decoder``: what `page_network` takes, from a code and a one-hot label behind it to an image of
    ``shape`` (channels, rows, columns), through a tanh or a sigmoid; its weights are rounded to
    eight bits. ``classes`` name the labels, in their order. ``plane``: where z moves, by default
    the plane itself for two latent dimensions, else a `latent_plane`. ``invert``: ink is dark.

    (``a``, ``b``), each from −2.5 to 2.5, is the point of the plane; ``label`` the label chosen,
    and ``other`` the one that it walks to: the decoder is told (1 − mix) · label + mix · other,
    with ``mix`` in [0, 1]. They follow the reader, and a step may set them. Raises ValueError where
    decoder, shape, classes and plane do not fit, TraitError for values out of range.
    """

    _esm = esm(
        "shared/style.css",
        "conditional_explorer.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "conditional_explorer.js",
    )
    title = t.Unicode("One code, every label").tag(sync=True)
    decoder = t.Instance(dict).tag(sync=True)
    shape: t.List[int] = t.List(t.Int()).tag(sync=True)
    classes: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    plane: t.List[Any] = t.List().tag(sync=True)
    low = t.Float().tag(sync=True)
    invert = t.Bool(False).tag(sync=True)
    a = Number(0.0, min=-REACH, max=REACH).tag(sync=True)
    b = Number(0.0, min=-REACH, max=REACH).tag(sync=True)
    label = t.Unicode().tag(sync=True)
    other = t.Unicode().tag(sync=True)
    mix = Number(0.0, min=0.0, max=1.0).tag(sync=True)
    _driven = ("a", "b", "label", "other", "mix")

    def __init__(
        self,
        decoder: nn.Sequential,
        shape: Sequence[int],
        classes: Sequence[str] = tuple("0123456789"),
        plane: LatentPlane | None = None,
        **traits: Any,
    ) -> None:
        shown = page_network(decoder)
        if len(classes) < 2 or len(set(classes)) < len(classes):
            raise ValueError(f"classes must be two or more different names, got {list(classes)}")
        last = shown.layers[-1]["op"]
        if last not in LOWEST:
            raise ValueError(f"the decoder must end in a tanh or a sigmoid, ends in {last}")
        inputs = next(layer["inputs"] for layer in shown.layers if "inputs" in layer)
        latent = inputs - len(classes)
        if latent < 2:
            raise ValueError(
                f"the decoder takes {inputs} numbers; a code of two or more and a label of "
                f"{len(classes)} are {2 + len(classes)} at least"
            )
        plane = _plane(latent) if plane is None else plane
        if {len(vector) for vector in plane} != {latent}:
            sizes = sorted({len(vector) for vector in plane})
            raise ValueError(f"codes have {latent} dimensions, the plane has {sizes}")
        made = shown.model(torch.zeros(1, inputs)).numel()
        _pictures.check_shape(shape, made)
        self._model = shown.model
        super().__init__(
            decoder=shown.state(),
            shape=list(shape),
            classes=list(classes),
            plane=[[float(f"{v:.6g}") for v in vector] for vector in plane],
            low=LOWEST[last],
            **traits,
        )

    @t.default("label")
    def _first(self) -> str:
        return self.classes[0]

    @t.default("other")
    def _second(self) -> str:
        return self.classes[1]

    @t.validate("label", "other")
    def _known(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        for name in ("label", "other"):
            if name in state and state[name] not in self.classes:
                known = ", ".join(self.classes)
                raise t.TraitError(f"{name} must be one of {known}; got {state[name]!r}")

    def image(self) -> Float[np.ndarray, "channels rows columns"]:
        """Return the image that the page shows large, as the decoder gives it."""
        told = np.zeros(len(self.classes))
        told[self.classes.index(self.label)] += 1 - self.mix
        told[self.classes.index(self.other)] += self.mix
        return self._decoded(self.a, self.b, told[None])[0]

    def images(self) -> Float[np.ndarray, "classes channels rows columns"]:
        """Return the images of z under every label."""
        return self._decoded(self.a, self.b, np.eye(len(self.classes)))

    def _decoded(
        self, a: float, b: float, labels: Float[np.ndarray, "n classes"]
    ) -> Float[np.ndarray, "n channels rows columns"]:
        z = LatentPlane(*(np.array(vector) for vector in self.plane)).at(a, b)
        both = np.hstack([np.tile(z, (len(labels), 1)), labels])
        found = self._model(torch.tensor(both, dtype=torch.float32)).double().numpy()
        return found.reshape(len(labels), *self.shape)

    def _still(self) -> tuple[str, Picture]:
        """Three codes under the first six labels, as one picture."""
        some = np.eye(len(self.classes))[:6]
        rows = np.array([self._decoded(a, 0.0, some) for a in (-1.0, 0.0, 1.0)])
        levels = to_levels(2 * (rows - self.low) / (1 - self.low) - 1)
        levels = 255 - levels if self.invert else levels
        said = f"{self.title}: three codes under the labels {', '.join(self.classes[:6])}"
        return said, Picture(_pictures.jpeg(_pictures.tiled(levels), 50))

    def _room(self) -> Room:
        return _room.conditional_explorer([text for text, _ in self.steps])


def conditional_explorer(
    run: "CVAEGANRun", shape: Sequence[int], seed: int = 0, **more: Any
) -> ConditionalExplorer:
    """Return the explorer of the decoder of a trained CVAE-GAN; grey images have dark ink.

    ``seed`` is its place in ``run.seeds``; ValueError for one that is not there.
    """
    if not 0 <= seed < len(run.seeds):
        raise ValueError(f"seed must be 0 to {len(run.seeds) - 1}, got {seed}")
    more.setdefault("classes", [str(k) for k in range(run.config.classes)])
    more.setdefault("invert", shape[0] == 1)
    return ConditionalExplorer(run.networks()["decoder"].member(seed), shape, **more)


def _plane(latent: int) -> LatentPlane:
    """The plane of two dimensions as it is; of more, one on which normal codes are typical."""
    if latent > 2:
        return latent_plane(latent)
    return LatentPlane(np.zeros(2), np.array([1.0, 0.0]), np.array([0.0, 1.0]))
