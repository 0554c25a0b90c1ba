"""Data sets: the digits that come with the installation, and MNIST, which is downloaded.

>>> load("digits").images.shape
(1797, 64)
"""

from collections.abc import Callable

from gantutor.data.bundled import digits
from gantutor.data.images import DataError, Digits
from gantutor.data.mnist_files import mnist
from gantutor.names import known

__all__ = ["NAMES", "DataError", "Digits", "digits", "load", "mnist"]

_LOADERS: dict[str, Callable[[], Digits]] = {"digits": digits, "mnist": mnist}

NAMES: tuple[str, ...] = tuple(_LOADERS)
"""The data sets that ``load`` knows."""


def load(name: str) -> Digits:
    """Return a data set by name; an unknown name raises ValueError with the known ones.

    What has to be downloaded and cannot be raises `DataError`: no other data set takes its place.
    """
    return _LOADERS[known("data set", name, NAMES)]()
