"""Data sets that come with the installation: nothing here needs a network."""

import numpy as np

from gantutor.data.images import Digits


def digits() -> Digits:
    """Return the 1,797 handwritten digits that scikit-learn bundles; the arrays are read-only.

    Raw grey levels 0 to 16 are mapped to [−1, 1]. Shapes (1797, 64) float32 and (1797,) int64.
    Source: Alpaydin & Kaynak 1998, UCI "Optical Recognition of Handwritten Digits" (test part).
    """
    from sklearn.datasets import load_digits  # slow to import, so only when asked

    raw = load_digits()
    images = (raw.data / 8 - 1).astype(np.float32)
    return Digits(images, raw.target.astype(np.int64), side=8)
