"""A small convolutional classifier of images: the features behind a Fréchet distance of them."""

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import ArrayLike
from torch import nn
from torch.nn import functional as F

from gantutor.data import Images, split
from gantutor.metrics.samples import as_images
from gantutor.nets import Activation, Conv, ConvNet, Dense
from gantutor.randomness import seeded_generator

FEATURES = 64
WEIGHTS, ORDER = 0, 16  # what its randomness is for
_ROWS = 512  # images in one forward, to bound the memory


class ImageClassifier:
    """Two strided convolutions, 64 features, one number for each class; trained when it is made.

    It learns from the training part of `split(data)` alone, so that its ``accuracy`` on the report
    part, in [0, 1], is one on images that it never saw. ``seed`` fixes weights and batches: the
    same seed gives the same classifier on one machine. Distances in its features are to be named
    after it and its accuracy, never FID, which is one certain network's.

    Raises ValueError for data of a single class, and `data.split`'s for too few images.
    """

    def __init__(self, data: Images, seed: int = 0, epochs: int = 12, batch: int = 128) -> None:
        """Train for ``epochs`` by Adam, at a rate that falls from 3e-3 to 0."""
        names = np.unique(data.labels)
        if len(names) < 2:
            got = [data.classes[k] for k in names]
            raise ValueError(f"a classifier needs two classes, got {got}")
        self.shape, self.seed = data.shape, seed
        self.classes = tuple(data.classes[k] for k in names)
        body = ConvNet(
            data.shape,
            (
                Conv(16, kernel=4, stride=2, padding=1), Activation("relu"),
                Conv(32, kernel=4, stride=2, padding=1), Activation("relu"),
                Dense(FEATURES), Activation("relu"),
            ),
        )  # fmt: skip
        head = ConvNet((FEATURES,), (Dense(len(names)),))
        self._body = body.build((seed,), role=WEIGHTS).member(0)
        self._head = head.build((seed,), role=WEIGHTS + 1).member(0)
        train, _, report = split(data)
        self._fit(train.images, np.searchsorted(names, train.labels), epochs, batch)
        found = self.predict(report.images)
        self.accuracy = float(np.mean(found == np.searchsorted(names, report.labels)))

    def _fit(self, images: np.ndarray, labels: np.ndarray, epochs: int, batch: int) -> None:
        x, target = torch.tensor(images), torch.tensor(labels)
        model = nn.Sequential(self._body, self._head)
        optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
        rng = seeded_generator(self.seed, ORDER)
        steps = max(1, len(x) // batch)
        schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, epochs * steps)
        for _ in range(epochs):
            for rows in torch.randperm(len(x), generator=rng)[: steps * batch].chunk(steps):
                optimiser.zero_grad()
                F.cross_entropy(model(x[rows]), target[rows]).backward()
                optimiser.step()
                schedule.step()
        model.requires_grad_(False)

    def features(self, images: ArrayLike) -> Float[np.ndarray, "*seeds n 64"]:
        """Return the last hidden layer's activations, ≥ 0; images (n, d) or (S, n, d) in [−1, 1].

        Raises ValueError for NaN, another shape, or values outside [−1, 1].
        """
        pixels = int(np.prod(self.shape))
        array = as_images(images, pixels)
        flat = torch.tensor(array.reshape(-1, pixels), dtype=torch.float32)
        hidden = torch.cat([self._body(rows) for rows in flat.split(_ROWS)])
        return hidden.double().numpy().reshape(*array.shape[:-1], FEATURES)

    def probabilities(self, images: ArrayLike) -> Float[np.ndarray, "*seeds n classes"]:
        """Return how likely each class is; every row sums to 1."""
        hidden = torch.tensor(self.features(images), dtype=torch.float32)
        return self._head(hidden.reshape(-1, FEATURES)).softmax(-1).double().numpy().reshape(
            *hidden.shape[:-1], len(self.classes)
        )  # fmt: skip

    def predict(self, images: ArrayLike) -> Int[np.ndarray, "*seeds n"]:
        """Return the place in ``classes`` of the likeliest class of each image."""
        return self.probabilities(images).argmax(axis=-1)
