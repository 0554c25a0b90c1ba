"""A language whose every sentence has a known probability: a Markov chain over a few tokens."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from jaxtyping import Float, Int64
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.sequences.enumeration import countable, every


@dataclass(frozen=True, eq=False)
class Language:
    """Sentences of ``length`` tokens, each token's law given by the one before it.

    p(x) = start[x₁] · Π transition[xₜ, xₜ₊₁]. ``start`` (V,) and each row of ``transition`` (V, V)
    are laws; ``letters`` are how the tokens are written, one character each.
    Masses that are negative or do not sum to one, shapes that do not fit and more than 65,536
    sentences raise ValueError.
    """

    start: Float[np.ndarray, "..."]
    transition: Float[np.ndarray, "..."]
    length: int
    letters: str = ""

    def __post_init__(self) -> None:
        start, transition = _law("start", self.start), _law("transition", self.transition)
        vocabulary = len(start)
        if start.ndim != 1 or transition.shape != (vocabulary, vocabulary):
            raise ValueError(
                "start must be (V,) and transition (V, V), "
                f"got {start.shape} and {transition.shape}"
            )
        countable(vocabulary, self.length)
        letters = self.letters or "abcdefghijklmnopqrstuvwxyz"[:vocabulary]
        if len(letters) != vocabulary:
            raise ValueError(f"letters must be {vocabulary} characters, got {letters!r}")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "transition", transition)
        object.__setattr__(self, "letters", letters)

    @property
    def vocabulary(self) -> int:
        """How many tokens there are."""
        return len(self.start)

    @cached_property
    def sentences(self) -> Int64[np.ndarray, "n length"]:
        """All sentences in order, (Vᵀ, T)."""
        return every(self.vocabulary, self.length)

    @cached_property
    def law(self) -> Float[np.ndarray, " n"]:
        """The probability of each of ``sentences``; they sum to one."""
        return np.exp(self.log_prob(self.sentences))

    def log_prob(self, tokens: ArrayLike) -> Float[np.ndarray, "..."] | np.floating:
        """Return log p(x) of sentences (…, T), in nats; −∞ where the language never says x."""
        x = np.asarray(tokens)
        if x.shape[-1] != self.length:
            raise ValueError(f"sentences have {self.length} tokens, got shape {x.shape}")
        with np.errstate(divide="ignore"):
            first, after = np.log(self.start), np.log(self.transition)
        return first[x[..., 0]] + after[x[..., :-1], x[..., 1:]].sum(-1)

    def soft_log_prob(
        self, rows: Float[Tensor, "*batch length vocabulary"]
    ) -> Float[Tensor, "*batch"]:
        """Return ⟨y₁, log start⟩ + Σ yₜᵀ (log transition) yₜ₊₁ of rows y, (…, T, V) → (…).

        It is log p(x) at rows of zeros and ones, and goes on between them, linear in each row. A
        language that forbids something raises ValueError: its logarithm cannot be mixed.
        """
        if (self.start == 0).any() or (self.transition == 0).any():
            raise ValueError("soft_log_prob needs every probability above 0")
        first = torch.as_tensor(np.log(self.start), dtype=rows.dtype, device=rows.device)
        after = torch.as_tensor(np.log(self.transition), dtype=rows.dtype, device=rows.device)
        pairs = (rows[..., :-1, :] @ after * rows[..., 1:, :]).sum((-2, -1))
        return rows[..., 0, :] @ first + pairs

    def sample(self, n: int, seed: int) -> Int64[np.ndarray, "n length"]:
        """Return n sentences, independent draws; the same ones for one seed."""
        return self.sentences[np.random.default_rng(seed).choice(len(self.law), n, p=self.law)]

    def write(self, tokens: ArrayLike) -> list[str]:
        """Return sentences (n, T) as they are written."""
        return ["".join(self.letters[t] for t in x) for x in np.asarray(tokens)]


def small_language() -> Language:
    """Return the language of the book: four letters, sentences of five, all 1,024 possible.

    Whatever stands before, the next letter is the expected one with probability 0.6, a fitting one
    with 0.3, an odd one with 0.07, and with 0.03 a wrong one: the same letter again. So log p(x)
    takes few values, one for each way to count the four kinds, and the entropy is 5 times that of
    one choice.
    """
    levels = np.array([0.6, 0.3, 0.07, 0.03])
    ranked = {"a": "bcda", "b": "dacb", "c": "adbc", "d": "cbad"}
    letters = "abcd"
    transition = np.empty((4, 4))
    for before, order in ranked.items():
        transition[letters.index(before), [letters.index(c) for c in order]] = levels
    start = np.empty(4)
    start[[letters.index(c) for c in "acbd"]] = levels
    return Language(start, transition, 5, letters)


def _law(what: str, masses: ArrayLike) -> np.ndarray:
    p = np.array(masses, dtype=np.float64)
    if p.ndim == 0 or not np.isfinite(p).all() or (p < 0).any():
        raise ValueError(f"{what} must hold probabilities of at least 0, got {masses!r}")
    if not np.allclose(p.sum(-1), 1, rtol=0, atol=1e-9):
        raise ValueError(f"{what} must sum to one, got {p.sum(-1)}")
    p.setflags(write=False)
    return p
