"""A small classifier of the 8×8 digits: the features behind the digits-MLP Fréchet distance."""

import warnings

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from gantutor.data import digits
from gantutor.metrics.samples import as_images


class DigitsClassifier:
    """An MLP 64-64-32-10 (ReLU) trained on three quarters of the digits when it is made.

    accuracy: on the held-out quarter, in [0, 1]; seed: fixes the split, the initial weights and
    the order of the batches, so that the same seed gives the same classifier on one machine.
    """

    def __init__(self, seed: int = 0) -> None:
        """Train on `gantutor.data.digits`, in about a second."""
        # Imported here because scikit-learn takes a second that most chapters need not wait for.
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.model_selection import train_test_split
        from sklearn.neural_network import MLPClassifier

        data = digits()
        train, test, train_labels, test_labels = train_test_split(
            np.asarray(data.images, dtype=np.float64),
            np.asarray(data.labels),
            test_size=0.25,
            stratify=data.labels,
            random_state=seed,
        )
        model = MLPClassifier(
            (64, 32), alpha=1e-3, batch_size=64, learning_rate_init=3e-3, max_iter=30,
            n_iter_no_change=31, random_state=seed,
        )  # fmt: skip
        with warnings.catch_warnings():
            # A fixed number of epochs is what makes this quick; it always "has not converged".
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(train, train_labels)
        self.seed = seed
        self._weights = [w.copy() for w in model.coefs_]
        self._biases = [b.copy() for b in model.intercepts_]
        self.accuracy = float(np.mean(self.predict(test) == test_labels))

    def features(self, images: ArrayLike) -> Float[np.ndarray, "*seeds n 32"]:
        """Return the last hidden layer's activations, ≥ 0; images (n, 64) or (S, n, 64) in [−1, 1].

        Raises ValueError for NaN, another shape, or values outside [−1, 1].
        """
        hidden = as_images(images, 64)
        for weight, bias in zip(self._weights[:-1], self._biases[:-1], strict=True):
            hidden = np.maximum(hidden @ weight + bias, 0.0)
        return hidden

    def predict(self, images: ArrayLike) -> Int[np.ndarray, "*seeds n"]:
        """Return the likeliest digit of each image, 0…9, shapes as in `features`."""
        return (self.features(images) @ self._weights[-1] + self._biases[-1]).argmax(axis=-1)


def class_counts(images: ArrayLike, classifier: DigitsClassifier) -> Int[np.ndarray, "*seeds 10"]:
    """Count the images that the classifier takes for each digit: is every class generated?

    images: (n, 64) -> (10,); (S, n, 64) -> (S, 10). Each row sums to n. A classifier must answer
    even for images of nothing: read it beside the precision.
    """
    return (classifier.predict(images)[..., None] == np.arange(10)).sum(axis=-2)
