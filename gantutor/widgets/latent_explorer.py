"""The latent plane of a trained autoencoder: encoder and decoder run in the page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import traitlets as t
from jaxtyping import Float, Int
from numpy.typing import ArrayLike
from torch import nn

from gantutor.colours import CLASSES
from gantutor.data import Images
from gantutor.data.images import to_levels
from gantutor.widgets import _pictures, _room
from gantutor.widgets._frames import finite
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.networks import PageNetwork, page_network
from gantutor.widgets.posters import Picture

if TYPE_CHECKING:
    from gantutor.vae import VAERun

REACHES = (3, 4, 5)
"""The plane goes from −3 to 3 both ways, or further, to hold 99% of the encoded images."""

_SHARED = ("dom", "plot", "controls", "picks", "steps", "network", "image", "latent_plane")


class LatentExplorer(StaticWidget):
    """A trained autoencoder of two latent dimensions: drag a code, draw an image, see both.

    ``encoder``: from an image, flat and in [0, 1], to the code's two means and two log-variances;
    ``decoder``: from a code to an image in [0, 1]; both are what `page_network` takes, and their
    weights are rounded to eight bits. ``x`` (n, pixels) are images with ``labels`` (n,), places in
    ``classes``, one character each, at most ten; ``shape`` is (rows, columns). Each image stands on
    the plane as its label, where the encoder puts it; the first image of each class can be put on
    the pad, and the reader can draw one there.

    (``a``, ``b``), each from −reach to reach, is the code that is decoded; ``reach`` is the first
    of `REACHES` that holds 99% of the encoded images, or the last. ``digit`` is the class whose
    image is on the pad, none by "". They follow the reader, and a step may set them; one that sets
    a digit and no code goes to the digit's mean code. Raises ValueError where networks, images and
    labels do not fit, TraitError for a code out of range and a class without an image.
    """

    _esm = esm(
        "shared/style.css",
        "latent_explorer.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "latent_explorer.js",
    )
    title = t.Unicode("The latent plane").tag(sync=True)
    encoder = t.Instance(dict).tag(sync=True)
    decoder = t.Instance(dict).tag(sync=True)
    shape: t.List[int] = t.List(t.Int()).tag(sync=True)
    colours: t.List[Any] = t.List().tag(sync=True)
    classes: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    codes: t.List[Any] = t.List().tag(sync=True)
    labels: t.List[int] = t.List(t.Int()).tag(sync=True)
    examples = t.Unicode().tag(sync=True)
    reach = t.Int().tag(sync=True)
    a = Number(0.0).tag(sync=True)
    b = Number(0.0).tag(sync=True)
    digit = t.Unicode().tag(sync=True)
    _driven = ("a", "b", "digit")

    def __init__(
        self,
        encoder: nn.Sequential,
        decoder: nn.Sequential,
        x: ArrayLike,
        labels: ArrayLike,
        shape: Sequence[int],
        classes: Sequence[str] = tuple("0123456789"),
        **traits: Any,
    ) -> None:
        points, places = _checked(x, labels, shape, classes)
        self._encoder, self._decoder = page_network(encoder), page_network(decoder)
        _check_sizes(self._encoder, self._decoder, points.shape[1])
        known = [k for k in range(len(classes)) if (places == k).any()]
        first = np.array([np.flatnonzero(places == k)[0] for k in known])
        examples = _levels(points[first])
        self._examples = dict(zip([classes[k] for k in known], examples / 255, strict=True))
        codes = np.stack([self.encoded(one)[0] for one in points])
        held = [(np.abs(codes).max(axis=1) <= reach).mean() >= 0.99 for reach in REACHES]
        self._reach = REACHES[held.index(True)] if any(held) else REACHES[-1]
        super().__init__(
            encoder=self._encoder.state(),
            decoder=self._decoder.state(),
            shape=list(shape),
            colours=[list(colour) for colour in CLASSES],
            classes=[classes[k] for k in known],
            codes=np.round(codes, 3).tolist(),
            labels=np.searchsorted(known, places).tolist(),
            reach=self._reach,
            examples=_pictures.png(examples.reshape(1, -1, shape[1])),
            **traits,
        )

    def image(self) -> Float[np.ndarray, "rows columns"]:
        """Return the image that the page shows at (a, b), in [0, 1]."""
        return self._decoded(self.a, self.b)

    def encoded(self, x: ArrayLike) -> tuple[Float[np.ndarray, " two"], Float[np.ndarray, " two"]]:
        """Return mean and logvar of a flat image's code, as the page computes them."""
        row = torch.tensor(np.asarray(x), dtype=torch.float32).reshape(1, -1)
        mean, logvar = self._encoder.model(row).double().numpy().reshape(2, 2)
        return mean, logvar

    def example(self, digit: str) -> Float[np.ndarray, " pixels"]:
        """Return the image of that class that can be put on the pad, flat and in [0, 1], in levels.

        TraitError for a class that has none.
        """
        if digit not in self._examples:
            known = ", ".join(self._examples)
            raise t.TraitError(f"digit must be '' or one of {known}; got {digit!r}")
        return self._examples[digit]

    def _decoded(self, a: float, b: float) -> Float[np.ndarray, "rows columns"]:
        z = torch.tensor([[a, b]], dtype=torch.float32)
        return self._decoder.model(z).double().numpy().reshape(self.shape)

    def _pairs(self, steps: Any) -> list[tuple[str, dict[str, Any]]]:
        """A step that puts a digit on the pad goes where the encoder puts it."""
        found = []
        for text, state in super()._pairs(steps):
            if state.get("digit") in self._examples and not {"a", "b"} & set(state):
                mean = self.encoded(self._examples[state["digit"]])[0]
                a, b = (round(float(v), 2) for v in np.clip(mean, -self._reach, self._reach))
                state = {**state, "a": a, "b": b}
            found.append((text, state))
        return found

    @t.validate("a", "b", "digit")
    def _is_there(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        if state.get("digit"):
            self.example(state["digit"])
        for name in ("a", "b"):
            if abs(state.get(name, 0.0)) > self._reach:
                raise t.TraitError(
                    f"{name} must lie in [{-self._reach}, {self._reach}], got {state[name]:g}"
                )

    def _still(self) -> tuple[str, Picture]:
        """The images of 6 × 3 points of the plane, as one picture."""
        rows = [[self._decoded(a, b) for a in np.linspace(-2, 2, 6)] for b in (1.2, 0, -1.2)]
        levels = _levels(1 - np.array(rows)[:, :, None])
        return f"{self.title}: decoded images", Picture(_pictures.jpeg(_pictures.tiled(levels), 50))

    def _room(self) -> Room:
        return _room.latent_explorer([text for text, _ in self.steps])


def latent_explorer(
    run: "VAERun", images: Images, seed: int = 0, *, shown: int = 300, **more: Any
) -> LatentExplorer:
    """Return the explorer of one trained autoencoder, with held-out ``images`` on its plane.

    ``run``: of the bernoulli likelihood and two latent dimensions, trained on images in [0, 1];
    ``seed`` is its place in ``run.seeds``. ``images``, in [−1, 1] as all `Images`, of one channel:
    ``shown`` of them, evenly spread, stand on the plane. Raises ValueError for another run or seed.
    """
    config = run.config
    if config.likelihood != "bernoulli" or config.latent != 2:
        raise ValueError(
            "the run must have the bernoulli likelihood and 2 latent dimensions, got "
            f"{config.likelihood!r} and {config.latent}"
        )
    if not 0 <= seed < len(run.seeds):
        raise ValueError(f"seed must be 0 to {len(run.seeds) - 1}, got {seed}")
    if images.shape[0] != 1:
        raise ValueError(f"images must have one channel, got {images.shape}")
    some = images[np.linspace(0, len(images) - 1, min(shown, len(images))).round().astype(int)]
    decoder = nn.Sequential(*run.model.decoder.member(seed), nn.Sigmoid())
    return LatentExplorer(
        run.model.encoder.member(seed),
        decoder,
        (some.images + 1) / 2,
        some.labels,
        images.shape[1:],
        images.classes,
        **more,
    )


def _checked(
    x: ArrayLike, labels: ArrayLike, shape: Sequence[int], classes: Sequence[str]
) -> tuple[Float[np.ndarray, "n pixels"], Int[np.ndarray, " n"]]:
    points, places = finite("x", x), np.asarray(labels)
    pixels = int(np.prod(shape))
    if len(shape) != 2 or points.ndim != 2 or points.shape[1] != pixels or not len(points):
        raise ValueError(
            f"x must be (n, pixels) of images of shape (rows, columns), got {points.shape} "
            f"and {tuple(shape)}"
        )
    if points.min() < 0 or points.max() > 1:
        raise ValueError(f"x must lie in [0, 1], got {points.min():g} to {points.max():g}")
    if len(classes) > len(CLASSES) or {len(name) for name in classes} != {1}:
        raise ValueError(
            f"classes must be at most {len(CLASSES)} names of one character, got {list(classes)}"
        )
    if places.shape != (len(points),) or not set(places.tolist()) <= set(range(len(classes))):
        raise ValueError(
            f"labels must be {len(points)} places in classes, 0 to {len(classes) - 1}, got "
            f"shape {places.shape} and {sorted(set(places.ravel().tolist()))}"
        )
    return points, places


def _check_sizes(encoder: PageNetwork, decoder: PageNetwork, pixels: int) -> None:
    """ValueError unless the encoder takes the images and the decoder the encoder's codes."""
    try:
        found = encoder.model(torch.zeros(1, pixels)).numel()
    except RuntimeError:
        raise ValueError(f"the encoder does not take images of {pixels} pixels") from None
    if found != 4:
        raise ValueError(f"the encoder must give 2 means and 2 log-variances, gives {found}")
    try:
        made = decoder.model(torch.zeros(1, 2))
    except RuntimeError:
        raise ValueError("the decoder does not take codes of 2 dimensions") from None
    if made.numel() != pixels:
        raise ValueError(f"the decoder must make {pixels} pixels, makes {made.numel()}")
    if decoder.layers[-1]["op"] != "sigmoid":
        raise ValueError(
            f"the decoder must give values in [0, 1], by a sigmoid; it ends in {decoder.model[-1]}"
        )


def _levels(images: Float[np.ndarray, "..."]) -> np.ndarray:
    """Images in [0, 1] as levels 0 to 255."""
    return to_levels(2 * images - 1)
