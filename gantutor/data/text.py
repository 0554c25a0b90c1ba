"""A text by characters: its parts, its windows, and rows of numbers that stand for characters."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, Int64
from numpy.typing import ArrayLike

ALPHABET = " ',.?abcdefghijklmnopqrstuvwxyz"
"""The 31 characters that every text of the package is written in."""


@dataclass(frozen=True)
class Text:
    """A text in three parts that follow each other, none of them empty, all in `ALPHABET`.

    ``train`` is to learn from, ``selection`` to choose settings by, ``held_out`` to report on.
    Parts are contiguous: characters that stand side by side are not independent, and a random
    choice of windows would put halves of one sentence on both sides. Raises ValueError for an
    empty part or another character.
    """

    name: str
    train: str
    selection: str
    held_out: str

    def __post_init__(self) -> None:
        for part in ("train", "selection", "held_out"):
            if not getattr(self, part):
                raise ValueError(f"the part {part!r} of the text {self.name!r} is empty")
            encode(getattr(self, part))

    def __len__(self) -> int:
        return len(self.train) + len(self.selection) + len(self.held_out)


def encode(text: str) -> Int64[np.ndarray, " n"]:
    """Return the place in `ALPHABET` of each character; ValueError naming those it lacks."""
    strangers = sorted(set(text) - set(ALPHABET))
    if strangers:
        raise ValueError(f"the alphabet is {ALPHABET!r}; the text also has {''.join(strangers)!r}")
    return _PLACES[np.frombuffer(text.encode("ascii"), np.uint8)]


def decode(tokens: ArrayLike) -> str | list[str]:
    """Return the text of places in `ALPHABET`: a string for (n,), a list of them for (N, T).

    ValueError for another number of axes, and for numbers that are no places.
    """
    array = _tokens(tokens)
    if array.ndim == 2:
        return [str(decode(row)) for row in array]
    return "".join(ALPHABET[token] for token in array)


def windows(text: str, length: int, stride: int = 1) -> Int64[np.ndarray, "windows length"]:
    """Return the windows of ``length`` characters that begin at each ``stride``-th place.

    ValueError where length or stride is below 1, or the text is shorter than one window.
    """
    if length < 1 or stride < 1:
        raise ValueError(f"length and stride must be at least 1, got {length} and {stride}")
    if len(text) < length:
        raise ValueError(f"a window has {length} characters, the text only {len(text)}")
    return np.lib.stride_tricks.sliding_window_view(encode(text), length)[::stride].copy()


def one_hot(tokens: ArrayLike) -> Float32[np.ndarray, "N numbers"]:
    """Return windows (N, T) as flat rows (N, T·V): a 1 at each character's place, zeros elsewhere.

    V = 31 is the size of `ALPHABET`; ``rows.reshape(N, T, V)`` has a row for each character.
    ValueError for another number of axes, and for numbers that are no places.
    """
    array = _tokens(tokens)
    if array.ndim != 2:
        raise ValueError(f"windows must have shape (N, T), got {array.shape}")
    return np.eye(len(ALPHABET), dtype=np.float32)[array].reshape(len(array), -1)


def likeliest(rows: ArrayLike) -> Int64[np.ndarray, "N T"]:
    """Return the largest entry's place in each row of flat rows (N, T·V): soft rows as characters.

    ValueError where the second axis is no multiple of V = 31.
    """
    array = np.asarray(rows)
    if array.ndim != 2 or array.shape[1] % len(ALPHABET) or not array.shape[1]:
        raise ValueError(
            f"rows must have shape (N, T·{len(ALPHABET)}) with T at least 1, got {array.shape}"
        )
    return array.reshape(len(array), -1, len(ALPHABET)).argmax(axis=-1)


def _tokens(tokens: ArrayLike) -> Int64[np.ndarray, "..."]:
    """Return places in `ALPHABET`, (n,) or (N, T), checked."""
    array = np.asarray(tokens)
    if array.ndim not in (1, 2) or not np.issubdtype(array.dtype, np.integer):
        raise ValueError(
            f"tokens must be integers (n,) or (N, T), got {array.dtype} of shape {array.shape}"
        )
    if array.size and (array.min() < 0 or array.max() >= len(ALPHABET)):
        raise ValueError(
            f"tokens must be from 0 to {len(ALPHABET) - 1}, got {array.min()} to {array.max()}"
        )
    return array.astype(np.int64)


def _places() -> Int64[np.ndarray, " 128"]:
    """Return each character's place in `ALPHABET`, by its code."""
    places = np.zeros(128, dtype=np.int64)
    places[[ord(character) for character in ALPHABET]] = np.arange(len(ALPHABET))
    return places


_PLACES = _places()
