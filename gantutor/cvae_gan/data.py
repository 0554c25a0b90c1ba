"""Samples with a label each, checked once."""

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor


def one_hot(
    labels: ArrayLike | Tensor, classes: int, shape: tuple[int, ...]
) -> Float[Tensor, "*shape classes"]:
    """Return labels, integers from 0 to ``classes`` − 1 of that shape, as rows with a single 1.

    Anything else raises ValueError: a label that is no integer, or none of the classes, and
    another shape.
    """
    array = labels.detach().cpu().numpy() if isinstance(labels, Tensor) else np.asarray(labels)
    if array.shape != shape:
        raise ValueError(
            f"labels must have the shape {shape}, one for each sample, got {array.shape}"
        )
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"labels must be integers, got {array.dtype}")
    strange = np.unique(array[(array < 0) | (array >= classes)])
    if strange.size:
        raise ValueError(f"labels must be from 0 to {classes - 1}, got {strange.tolist()}")
    return torch.nn.functional.one_hot(torch.tensor(array, dtype=torch.int64), classes).float()


def labelled(labels: ArrayLike | Tensor, classes: int, x: Tensor) -> Float[Tensor, "..."]:
    """Return the labels of the training samples x, (N, d) or (S, N, d), one-hot.

    Besides what `one_hot` refuses, a class without a single sample raises ValueError: nobody could
    learn it.
    """
    found = one_hot(labels, classes, tuple(x.shape[:-1]))
    missing = (found.sum(-2) == 0).nonzero()[:, -1].unique()
    if missing.numel():
        raise ValueError(
            f"there must be samples of each of the {classes} classes, none of {missing.tolist()}"
        )
    return found
