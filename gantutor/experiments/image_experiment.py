"""One experiment on images as a frozen value: a game of two convolutional networks."""

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gantutor import gan
from gantutor.data.images import to_levels
from gantutor.experiments.image_sets import MEASURED, ImageSet
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.pictures import taken_out
from gantutor.recording import record

LOOKS = 12  # snapshots recorded after the first, evenly spaced
GROWING = 16  # images of each seed, from one fixed z


@dataclass(frozen=True)
class ImageExperiment:
    """A game on images, as configured, with one seed or several.

    ``method`` names it within its study. ``part``: the images that it is measured against,
    "selection" to choose settings by, or "report". ``growing`` images of each seed are kept,
    from one fixed z: at every snapshot if it has a ``film``, else at the end alone.
    """

    method: str
    data: ImageSet
    game: gan.Config
    seeds: tuple[int, ...]
    part: str = "report"
    growing: int = GROWING
    film: bool = True

    def __post_init__(self) -> None:
        if self.part not in ("selection", "report"):
            raise ValueError(f"part must be 'selection' or 'report', got {self.part!r}")

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        game, seeds = self.game, ", ".join(map(str, self.seeds))
        return (
            f"{self.data.name}, {self.method}, {game.optimiser} {game.lr:g}, "
            f"{game.iterations} iterations, {self.part}, seeds {seeds}"
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        found = {**self.game.settings(), "data": self.data.settings()}
        return json.loads(json.dumps(found))

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return MEASURED

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {
            "data": self.data.name,
            "method": self.method,
            "lr": self.game.lr,
            "part": self.part,
        }

    def shortened(self) -> "ImageExperiment":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], game=replace(self.game, iterations=2))

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        played = gan.start(self.game, self.data.train.images, seeds=self.seeds, device=device)
        history = record(
            played,
            self.data.measures(self.part),
            {
                "laws": lambda run: self.data.laws(run).astype(np.float16),
                "grid": lambda run: to_levels(run.fakes(self.growing, seed=1)),
            },
            command=command,
            every=max(1, self.game.iterations // LOOKS),
        )
        history, growth = taken_out(history, self.data.train.shape)
        if not self.film:
            growth = growth[-1:]
        samples = np.asarray(played.fakes(self.growing, seed=1)[0]).astype(np.float16)
        return Outcome(
            self.name,
            self.facts(),
            history,
            samples,
            growth,
            self.data.real_scores(self.part),
            self.data.real_statistics(self.part).astype(np.float16),
        )
