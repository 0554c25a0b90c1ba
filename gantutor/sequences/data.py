"""Sequences of tokens as training data, checked once."""

import numpy as np
import torch
from jaxtyping import Int64
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.sequences.model import GRU


def checked(x: ArrayLike | Tensor, model: GRU, seeds: int) -> Int64[Tensor, "..."]:
    """Return sequences as integers (N, T), or (S, N, T) for one set each, after checking them.

    Numbers that are no integers, tokens that are not 0 … V − 1, another length, another number of
    seeds and an empty set raise ValueError.
    """
    found = x.detach().cpu().numpy() if isinstance(x, Tensor) else np.asarray(x)
    if not np.issubdtype(found.dtype, np.integer):
        raise ValueError(f"sequences are integers, the numbers of tokens, got {found.dtype}")
    if found.ndim not in (2, 3) or 0 in found.shape or found.shape[-1] != model.length:
        raise ValueError(
            f"sequences must be (N, {model.length}) or (S, N, {model.length}) and not empty, "
            f"got {found.shape}"
        )
    if found.ndim == 3 and found.shape[0] != seeds:
        raise ValueError(f"there are sequences for {found.shape[0]} seeds, but {seeds} seeds")
    if found.min() < 0 or found.max() >= model.vocabulary:
        raise ValueError(
            f"tokens must be 0 to {model.vocabulary - 1}, got {found.min()} to {found.max()}"
        )
    return torch.from_numpy(found.astype(np.int64))
