"""Images to train on, and a text: some come with the installation, some are downloaded once.

>>> load("digits").images.shape
(1797, 64)
"""

from collections.abc import Callable
from functools import partial

from gantutor.data.alice_book import alice
from gantutor.data.bundled import digits, mnist_5k
from gantutor.data.cifar10_files import cifar10, cifar10_jpeg
from gantutor.data.images import DataError, Images, Split, split
from gantutor.data.mnist_files import mnist
from gantutor.data.text import ALPHABET, Text, decode, encode, likeliest, one_hot, windows
from gantutor.names import known

__all__ = [
    "ALPHABET",
    "NAMES",
    "DataError",
    "Images",
    "Split",
    "Text",
    "alice",
    "cifar10",
    "cifar10_jpeg",
    "decode",
    "digits",
    "encode",
    "likeliest",
    "load",
    "mnist",
    "mnist_5k",
    "one_hot",
    "split",
    "windows",
]

_LOADERS: dict[str, Callable[[], Images]] = {
    "digits": digits,
    "mnist_5k": mnist_5k,
    "mnist": mnist,
    "horses": partial(cifar10, "horse"),
    "frogs": partial(cifar10, "frog"),
    "horses_jpeg": partial(cifar10_jpeg, "horse"),
    "frogs_jpeg": partial(cifar10_jpeg, "frog"),
}

NAMES: tuple[str, ...] = tuple(_LOADERS)
"""The data sets that ``load`` knows."""


def load(name: str) -> Images:
    """Return a data set by name; an unknown name raises ValueError with the known ones.

    "digits" (8×8) and "mnist_5k" (28×28) need no network. "mnist" is the 60,000 training digits;
    "horses" and "frogs" are the 5,000 training photographs of a class of CIFAR-10, with "_jpeg" a
    copy of them that lost some detail. What has to be downloaded and cannot be raises `DataError`:
    no other data set takes its place.
    """
    return _LOADERS[known("data set", name, NAMES)]()
