"""Sequences as numbers: all of them in order, the place of each, and rows of zeros and ones."""

import numpy as np
import torch
from jaxtyping import Float, Int64
from torch import Tensor

LARGEST = 2**16
"""The largest number of sequences that is listed: an exact answer, not a long wait."""


def countable(vocabulary: int, length: int) -> int:
    """Return how many sequences there are: the vocabulary to the power of the length.

    Fewer than one token or place, or more sequences than 65,536, raise ValueError.
    """
    if vocabulary < 1 or length < 1:
        raise ValueError(
            f"there must be at least 1 token and 1 place, got {vocabulary} and {length}"
        )
    if vocabulary**length > LARGEST:
        raise ValueError(
            f"{vocabulary} tokens at {length} places make {vocabulary**length} sequences; "
            f"at most {LARGEST} are listed"
        )
    return vocabulary**length


def every(vocabulary: int, length: int) -> Int64[np.ndarray, "n length"]:
    """Return all sequences, (Vᵀ, T): number i is i written in base V, its first digit first.

    More than 65,536 raise ValueError.
    """
    n = countable(vocabulary, length)
    return np.stack(np.unravel_index(np.arange(n), (vocabulary,) * length), axis=-1)


def index_of(tokens: np.ndarray, vocabulary: int) -> Int64[np.ndarray, "..."]:
    """Return each sequence's number in `every`: (…, T) → (…).

    Tokens that are not 0 … V − 1 raise ValueError.
    """
    tokens = np.asarray(tokens)
    countable(vocabulary, tokens.shape[-1])
    if tokens.size and not (tokens.min() >= 0 and tokens.max() < vocabulary):
        raise ValueError(
            f"tokens must be 0 to {vocabulary - 1}, got {tokens.min()} to {tokens.max()}"
        )
    powers = vocabulary ** np.arange(tokens.shape[-1])[::-1]
    return tokens @ powers


def one_hot(tokens: Int64[Tensor, "*shape"], vocabulary: int) -> Float[Tensor, "*shape vocabulary"]:
    """Return a row for each token: 1 at the token, 0 elsewhere. It never waits for the device."""
    rows = torch.zeros(*tokens.shape, vocabulary, device=tokens.device)
    return rows.scatter_(-1, tokens[..., None], 1.0)
