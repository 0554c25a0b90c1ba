"""Images to learn, to choose settings by and to report on, and the classifier that judges them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from jaxtyping import Float

from gantutor import metrics
from gantutor.data import Images, Split, cifar10, cifar10_jpeg, load, split
from gantutor.metrics import ImageClassifier
from gantutor.metrics.samples import Fakes
from gantutor.training.samples import digest

SCORES = ("frechet", "precision", "recall", "density", "coverage", "entropy")
CRITIC = ("critic_train", "critic_held_out")
MEASURED = (*SCORES, *CRITIC)
"""What is measured of a run on images, in this order."""

JUDGED = 1000  # fakes in each measurement
LAW = 400  # images whose statistics are kept, to draw their laws


@dataclass(frozen=True)
class ImageSet:
    """A data set by name, or one class of CIFAR-10 from ``source``, "cifar10" or "cifar10_jpeg".

    Nothing is loaded, and no classifier trained, before it is needed.
    """

    name: str
    title: str
    source: str
    one: str = ""  # the class; none: all of them
    flips: bool = False

    @property
    def parts(self) -> Split:
        """Images to train on, to choose settings by, and to report on.

        Of one class: its 5,000 training images, and every second of the 1,000 of the test.
        """
        return _parts(self)

    @property
    def train(self) -> Images:
        """The images to train on; with ``flips`` each is there a second time, mirrored."""
        return _train(self)

    @property
    def classifier(self) -> ImageClassifier:
        """The classifier in whose features images are compared, trained once in a process."""
        return _classifier(self)

    def settings(self) -> dict[str, Any]:
        """Return shape and digest of the images to train on, as the settings of a run do."""
        return {"x": list(self.train.images.shape), "y": None, "digest": _digest(self)}

    def measures(self, part: str) -> dict[str, Callable[[Any], np.ndarray]]:
        """Return what is measured of a run against the images of that part, by name.

        In the classifier's features, 1,000 fakes: ``frechet``, ``precision`` and ``recall`` (3
        neighbours), ``density`` and ``coverage`` (5); ``entropy`` of the classes it takes them
        for, in nats; ``critic_train`` and ``critic_held_out``, the critic's mean on images that it
        was trained with and on others.
        """
        held_out = getattr(self.parts, part).images
        scores = _Scores(self.classifier, held_out)
        found: dict[str, Callable[[Any], np.ndarray]] = {
            name: partial(scores.one, name) for name in SCORES
        }
        seen = self.train.images[:: max(1, len(self.train) // len(held_out))][: len(held_out)]
        for name, images in zip(CRITIC, (seen, held_out), strict=True):
            found[name] = partial(_mean_score, images)
        return found

    def real_scores(self, part: str) -> Mapping[str, float]:
        """Return what other real images score in the measures that need no critic."""
        images = self.train.images
        chosen = np.random.default_rng(0).choice(len(images), JUDGED, replace=False)
        scores = _Scores(self.classifier, getattr(self.parts, part).images)
        return dict(zip(SCORES, scores.of(images[None, chosen])[0].tolist(), strict=True))

    def statistics(self, images: np.ndarray) -> Float[np.ndarray, "seeds n 2"]:
        """Return two numbers for each image (S, n, d): its mean ink, and its place along the
        first principal direction of the real features, in standard deviations of them.
        """
        mean, direction = _direction(self)
        images = np.clip(np.asarray(images, dtype=np.float64), -1, 1)
        place = (self.classifier.features(images) - mean) @ direction
        return np.stack([ink(images), place], axis=-1)

    def real_statistics(self, part: str) -> Float[np.ndarray, "n 2"]:
        """Return the statistics of the real images of a part."""
        return self.statistics(getattr(self.parts, part).images[None])[0]

    def laws(self, run: Fakes) -> Float[np.ndarray, "seeds n 2"]:
        """Return the statistics of 400 of a run's fakes; NaN for a seed that ran away."""
        found = metrics.of_fakes(self.statistics, LAW)(run)
        return found if found.ndim == 3 else np.full((len(found), LAW, 2), np.nan)  # all did


def ink(images: np.ndarray) -> np.ndarray:
    """Return the mean level of images (…, d) in [−1, 1], from 0 to 1."""
    return (np.asarray(images, dtype=np.float64).mean(axis=-1) + 1) / 2


class _Scores:
    """All that is read off a run's fakes in one go: to make them and their features costs most."""

    def __init__(self, classifier: ImageClassifier, real: np.ndarray) -> None:
        self.classifier, self.real = classifier, classifier.features(real)
        self.seen: tuple[Any, int] = (None, -1)
        self.values: dict[str, np.ndarray] = {}

    def one(self, name: str, run: Any) -> np.ndarray:
        """Return one of them, (S,), for the run as it stands."""
        if self.seen != (run, run.iteration):
            both = metrics.of_fakes(self.of, JUDGED)(run)
            columns = both.T if both.ndim == 2 else [both] * len(SCORES)  # NaN: all ran away
            self.values = dict(zip(SCORES, columns, strict=True))
            self.seen = (run, run.iteration)
        return self.values[name]

    def of(self, images: np.ndarray) -> Float[np.ndarray, "seeds scores"]:
        """Return all of them for images (S, n, d), in the order of `SCORES`."""
        images = np.clip(images, -1, 1)  # as a screen shows those of a linear output
        features = self.classifier.features(images)
        columns = (
            metrics.frechet_distance(self.real, features),
            *metrics.precision_recall(self.real, features),
            *metrics.density_coverage(self.real, features),
            class_entropy(self.classifier, images),
        )
        return np.stack([np.asarray(column) for column in columns], axis=-1)


def _mean_score(images: np.ndarray, run: Any) -> Float[np.ndarray, " seeds"]:
    return run.score(images).mean(axis=1)


def class_entropy(classifier: ImageClassifier, images: np.ndarray) -> np.ndarray:
    """Return the entropy, in nats, of the classes that (S, n, d) images are taken for, (S,)."""
    found, classes = classifier.predict(images), len(classifier.classes)
    share = np.stack([np.bincount(one, minlength=classes) for one in found]) / found.shape[1]
    return -(share * np.log(np.where(share > 0, share, 1))).sum(axis=1)


CIFAR = {"cifar10": cifar10, "cifar10_jpeg": cifar10_jpeg}


@cache
def _parts(data: ImageSet) -> Split:
    if not data.one:
        return split(load(data.source))
    test = CIFAR[data.source](data.one, "test")
    return Split(CIFAR[data.source](data.one), test[::2], test[1::2])


@cache
def _train(data: ImageSet) -> Images:
    return data.parts.train.with_flips() if data.flips else data.parts.train


@cache
def _classifier(data: ImageSet) -> ImageClassifier:
    """Of digits: ten classes. Of one class of photographs: horse or frog."""
    if not data.one:
        return ImageClassifier(load(data.source))
    horses, frogs = (CIFAR[data.source](name) for name in ("horse", "frog"))
    return ImageClassifier(horses.joined(frogs))


@cache
def _digest(data: ImageSet) -> str:
    return digest(torch.tensor(data.train.images))


@cache
def _direction(data: ImageSet) -> tuple[np.ndarray, np.ndarray]:
    """The mean of the real features, and their first principal direction over its deviation."""
    features = data.classifier.features(data.parts.report.images)
    mean = features.mean(axis=0)
    _, sizes, rows = np.linalg.svd(features - mean, full_matrices=False)
    towards = rows[0] * np.sign(rows[0][np.abs(rows[0]).argmax()])  # the same on every machine
    return mean, towards * np.sqrt(len(features) - 1) / sizes[0]


IMAGE_SETS: dict[str, ImageSet] = {
    data.name: data
    for data in (
        ImageSet("mnist_5k", "5,000 digits of MNIST", "mnist_5k"),
        *(
            ImageSet(f"{name}s{suffix}", f"CIFAR-10, {name}s{words}", source, name, flips=True)
            for name in ("horse", "frog")
            for suffix, words, source in (
                ("", "", "cifar10"),
                ("_jpeg", ", from a JPEG copy", "cifar10_jpeg"),
            )
        ),
    )
}
