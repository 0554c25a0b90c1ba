"""Recorded training on images, to be played again: images from one z, and the laws they follow."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets as t
from jaxtyping import Bool, Int, UInt8
from numpy.typing import ArrayLike

from gantutor.widgets import _pictures, _room
from gantutor.widgets._frames import finite, increasing
from gantutor.widgets._image_laws import moving
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets.posters import Picture

if TYPE_CHECKING:
    from gantutor.experiments import Outcome

STATISTICS = {
    "mean ink": "the mean level of an image, from 0 to 1",
    "first direction": (
        "the place of an image along the first principal direction of a classifier’s features of "
        "real images, in standard deviations of those"
    ),
}
"""What `ImageSet.statistics` gives of an image, in this order, and what that is."""

QUALITY = 55  # of the JPEG that holds a film

_SHARED = ("dom", "numerics", "plot", "controls", "picks", "steps", "player", "image")


class ImageReplay(StaticWidget):
    """Images growing from one z through training, beside the moving law of one of their numbers.

    ``growth`` (methods, seeds, T, n, channels, rows, columns), levels 0 to 255: n images of each
    run at T snapshots, taken at ``iterations`` (T,). ``methods`` and ``seeds`` name the runs; the
    reader chooses among them where there is a choice. ``laws`` (methods, seeds, T, m, k): k
    ``statistics``, each with its meaning, of m generated images, and ``real`` (r, k), of real
    ones; without them the images stand alone. Shown of each statistic: both histograms, W1 and JS
    between them, and what both would be of a perfect generator; ``_image_laws.moving`` computes
    all of it. ``invert``: ink, the high level, is dark.

    ``method``, ``seed``, ``statistic`` and ``frame`` are what is shown, at first the first of each;
    they follow the reader, and a step may set them. The images are kept as one JPEG for each run.
    Raises ValueError for shapes and names that do not fit, TraitError for what is not there.
    """

    _esm = esm(
        "shared/style.css",
        "image_replay.css",
        *(f"shared/{name}.js" for name in _SHARED),
        "image_replay.js",
    )
    title = t.Unicode().tag(sync=True)
    methods: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    seeds: t.List[int] = t.List(t.Int()).tag(sync=True)
    shape: t.List[int] = t.List(t.Int()).tag(sync=True)
    sheets: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    laws: t.List[Any] = t.List().tag(sync=True)
    iterations = t.List(t.Float()).tag(sync=True)
    frame = t.Int(0).tag(sync=True)
    method = t.Unicode().tag(sync=True)
    seed = t.Int().tag(sync=True)
    statistic = t.Unicode().tag(sync=True)
    _driven = ("frame", "method", "seed", "statistic")

    def __init__(
        self,
        growth: UInt8[np.ndarray, "methods seeds frames n channels rows columns"],
        *,
        methods: Sequence[str],
        seeds: Sequence[int] = (0,),
        iterations: ArrayLike | None = None,
        laws: ArrayLike | None = None,
        real: ArrayLike | None = None,
        statistics: Mapping[str, str] = STATISTICS,
        invert: bool = False,
        title: str = "Images from one z, through training",
        steps: Sequence[tuple[str, Mapping[str, Any]]] = (),
        **traits: Any,
    ) -> None:
        runs, frames = growth.shape[:2], growth.shape[2]
        _check_names("methods", methods, runs[0])
        _check_names("seeds", seeds, runs[1])
        if growth.shape[4] not in (1, 3):
            raise ValueError(f"images must have 1 or 3 channels, got growth of {growth.shape}")
        shown = 255 - growth if invert else growth
        sheets = shown.reshape(-1, *growth.shape[2:])
        self._last = shown[:, 0, -1]
        super().__init__(
            title=title,
            methods=list(methods),
            seeds=list(seeds),
            shape=list(growth.shape[3:]),
            sheets=[_pictures.jpeg(_pictures.tiled(sheet), QUALITY) for sheet in sheets],
            laws=_laws(laws, real, statistics, (*runs, frames)),
            iterations=increasing("iterations", iterations, frames),
            steps=list(steps),
            **traits,
        )

    # Without a word from the caller, the first of each.

    @t.default("method")
    def _first_method(self) -> str:
        return self.methods[0]

    @t.default("seed")
    def _first_seed(self) -> int:
        return self.seeds[0]

    @t.default("statistic")
    def _first_statistic(self) -> str:
        return self.laws[0]["name"] if self.laws else ""

    @t.validate("frame", "method", "seed", "statistic")
    def _there(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        frame, last = state.get("frame", 0), len(self.iterations) - 1
        if not 0 <= frame <= last:
            raise t.TraitError(f"frame must lie in 0 to {last}, got {frame}")
        there: dict[str, Sequence[Any]] = {
            "method": self.methods,
            "seed": self.seeds,
            "statistic": [law["name"] for law in self.laws] or [""],
        }
        for name, known in there.items():
            if name in state and state[name] not in known:
                raise t.TraitError(f"{name} must be one of {list(known)}, got {state[name]!r}")

    def _still(self) -> tuple[str, Picture]:
        """The first images of each method's last snapshot, whatever is shown first.

        In a row for each of at most three methods; of one method alone in two.
        """
        across = min(6, self._last.shape[1])
        rows = self._last[:3, :across]
        if len(rows) == 1 and self._last.shape[1] >= 2 * across:
            rows = self._last[0, : 2 * across].reshape(2, across, *rows.shape[2:])
        said = f"{self.title}: the last images of {', '.join(self.methods[:3])}"
        return said, Picture(_pictures.jpeg(_pictures.tiled(rows), 50))

    def _room(self) -> Room:
        texts = [text for text, _ in self.steps]
        chosen = len(self.methods) > 1 or len(self.seeds) > 1
        return _room.image_replay(bool(self.laws), chosen, texts)


def image_replay(
    outcomes: "Iterable[Outcome]",
    *,
    seeds: Sequence[int] | None = None,
    names: Mapping[str, str] | None = None,
    real: ArrayLike | None = None,
    laws: bool = True,
    **more: Any,
) -> ImageReplay:
    """Return the replay of a study's outcomes, each method at each of the ``seeds``.

    ``outcomes``: of experiments on one set of images. ``seeds``: by default the least one.
    ``names``: what a method is called on the page, in the order of the page; without it, all, as
    the study calls them. ``real`` (r, k): the statistics of real images; without it those that came
    with the first run. ``laws`` False: images alone. Digits are shown with dark ink unless
    ``invert`` is given.
    Raises ValueError where a run is missing, occurs twice, or has no images, and for laws of which
    no real ones are known.
    """
    found = list(outcomes)
    if not found:
        raise ValueError("there is no outcome to replay")
    every = {int(s) for o in found for s in o.record.seeds}
    seeds = (min(every),) if seeds is None else tuple(seeds)
    known = dict.fromkeys(o.facts["method"] for o in found)
    names = {method: method for method in known} if names is None else dict(names)
    runs = [[_run(found, method, seed) for seed in seeds] for method in names]
    steps = {tuple(o.record.iteration.tolist()) for row in runs for o, _ in row}
    data = {o.facts["data"] for row in runs for o, _ in row}
    if len(steps) > 1 or len(data) > 1:
        raise ValueError(
            "the runs must have one set of images and the same snapshots, got "
            f"{sorted(data)} and {len(steps)} kinds of snapshots"
        )
    iterations = np.array(steps.pop())
    keep = _apart(iterations)
    growth = np.stack([np.stack([_images(o, s)[keep] for o, s in row]) for row in runs])
    moved = None
    if laws:
        moved = [[o.record.frames["laws"][keep, s] for o, s in row] for row in runs]
        real = runs[0][0][0].real_statistics if real is None else real
        if real is None:
            raise ValueError(
                f"{runs[0][0][0].name!r} came without statistics of real images: give them as "
                "real, or laws=False"
            )
    more.setdefault("invert", growth.shape[4] == 1)
    return ImageReplay(
        growth,
        methods=list(names.values()),
        seeds=seeds,
        iterations=iterations[keep],
        laws=moved,
        real=real if laws else None,
        **more,
    )


def _apart(iterations: Int[np.ndarray, " frames"]) -> Bool[np.ndarray, " frames"]:
    """All snapshots but the last but one, where that is nearly the last: it would say nothing."""
    keep = np.full(len(iterations), True)
    if len(iterations) > 2:
        *usual, end = np.diff(iterations)
        keep[-2] = end > np.median(usual) / 2
    return keep


def _run(outcomes: "Sequence[Outcome]", method: str, seed: int) -> "tuple[Outcome, int]":
    """The outcome of that run, and the place of its seed in it."""
    found = [
        (o, list(o.record.seeds).index(seed))
        for o in outcomes
        if o.facts["method"] == method and seed in o.record.seeds
    ]
    if len(found) != 1:
        raise ValueError(f"{len(found)} outcomes have method {method!r} and seed {seed}, not one")
    return found[0]


def _images(outcome: "Outcome", seed: int) -> UInt8[np.ndarray, "frames n channels rows columns"]:
    if outcome.growth is None:
        raise ValueError(f"the outcome {outcome.name!r} has no images")
    return outcome.growth[:, seed]


def _laws(
    laws: ArrayLike | None,
    real: ArrayLike | None,
    names: Mapping[str, str],
    runs: tuple[int, ...],
) -> list[dict[str, Any]]:
    """Each statistic as `moving` gives it; none without laws. ValueError for other shapes."""
    if laws is None and real is None:
        return []
    if laws is None or real is None:
        raise ValueError("laws of generated and of real images must both be given, or neither")
    fake, given = np.asarray(laws, dtype=np.float64), finite("real", real)
    wanted = (*runs, fake.shape[-2] if fake.ndim == 5 else "m", len(names))
    if fake.shape != wanted or given.ndim != 2 or given.shape[1] != len(names) or len(given) < 2:
        raise ValueError(
            f"laws must be {wanted} and real (r ≥ 2, {len(names)}), "
            f"got {fake.shape} and {given.shape}"
        )
    flat = fake.reshape(-1, *fake.shape[2:])
    return [
        {"meaning": meaning, **moving(name, given[:, k], flat[..., k])}
        for k, (name, meaning) in enumerate(names.items())
    ]


def _check_names(what: str, names: Sequence[Any], count: int) -> None:
    if len(names) != count or len(set(names)) < count:
        raise ValueError(f"{what} must be {count} different names, got {list(names)}")
