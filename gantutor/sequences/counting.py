"""A model of sequences by counting: how often did this token follow these?"""

from collections import Counter

import numpy as np
from jaxtyping import Float, Int64
from numpy.typing import ArrayLike


class CountingModel:
    """A Markov chain whose laws are counted in one long text of tokens, and smoothed.

    With n(h) how often a run h of tokens was followed by any other, n(h, c) how often by c,

        p(c | h) = (n(h, c) + w · p(c | h')) / (n(h) + w),

    where h' is h without its first token, and the law beyond the empty h is uniform. ``order``: how
    many tokens before the next one count. Without smoothing, for w → 0, these are the chain's
    likeliest parameters; w > 0 keeps a probability for what was never seen.
    At the beginning of a sequence the tokens that are there count, so that a sequence is taken for
    a piece out of the middle of a text.

    Raises ValueError for tokens that are not (n,) integers from 0 to ``vocabulary`` − 1, for an
    order below 0, a text no longer than the order, and a weight that is not above 0.
    Source: MacKay & Peto 1995, with one w for all lengths.
    """

    def __init__(self, tokens: ArrayLike, vocabulary: int, order: int, weight: float = 3.0) -> None:
        text = _checked(tokens, vocabulary, axes=1)
        if not 0 <= order < len(text):
            raise ValueError(
                f"order must be at least 0 and below the text's {len(text)} tokens, got {order}"
            )
        if not (np.isfinite(weight) and weight > 0):
            raise ValueError(f"weight must be finite and above 0, got {weight}")
        self.vocabulary, self.order, self.weight = vocabulary, order, float(weight)
        self._laws: dict[tuple[int, ...], Float[np.ndarray, " vocabulary"]] = {}
        self._counts: dict[tuple[int, ...], Float[np.ndarray, " vocabulary"]] = {}
        plain = text.tolist()
        for k in range(order + 1):
            runs = Counter(zip(*(plain[i:] for i in range(k + 1)), strict=False))
            for (*before, token), count in runs.items():
                seen = self._counts.setdefault(tuple(before), np.zeros(vocabulary))
                seen[token] = count

    def next_law(self, before: ArrayLike) -> Float[np.ndarray, " vocabulary"]:
        """Return p(· | before); of ``before`` only the last ``order`` tokens count."""
        tokens = _checked(before, self.vocabulary, axes=1).tolist() if np.size(before) else []
        return self._law(tuple(tokens[-self.order :] if self.order else ()))

    def log_prob(self, sequences: ArrayLike, temperature: float = 1.0) -> Float[np.ndarray, " n"]:
        """Return log q(x) of sequences (n, T), in nats.

        ``temperature`` τ: each next token is drawn from p^(1/τ), made a law again. ValueError for
        a temperature that is not above 0, and for what are no sequences of tokens.
        """
        array, power = _checked(sequences, self.vocabulary, axes=2), _power(temperature)
        total = np.zeros(len(array))
        for row, x in enumerate(array.tolist()):
            for t, token in enumerate(x):
                law = self._law(tuple(x[max(0, t - self.order) : t]))
                total[row] += _tempered(law, power)[token]
        return total

    def sample(
        self, n: int, length: int, rng: np.random.Generator | int, temperature: float = 1.0
    ) -> Int64[np.ndarray, "n length"]:
        """Return n sequences; ValueError for fewer than one sequence or token, or a bad τ."""
        if n < 1 or length < 1:
            raise ValueError(f"n and length must be at least 1, got {n} and {length}")
        power = _power(temperature)
        u = np.random.default_rng(rng).random((n, length))
        rows: list[list[int]] = []
        for each in u.tolist():
            x: list[int] = []
            for threshold in each:
                law = np.exp(
                    _tempered(self._law(tuple(x[-self.order :] if self.order else ())), power)
                )
                x.append(min(int(np.searchsorted(law.cumsum(), threshold)), self.vocabulary - 1))
            rows.append(x)
        return np.array(rows, dtype=np.int64)

    def _law(self, before: tuple[int, ...]) -> Float[np.ndarray, " vocabulary"]:
        if before not in self._laws:
            shorter = (
                self._law(before[1:]) if before else np.full(self.vocabulary, 1 / self.vocabulary)
            )
            seen = self._counts.get(before)
            law = (
                shorter
                if seen is None
                else (seen + self.weight * shorter) / (seen.sum() + self.weight)
            )
            law.setflags(write=False)
            self._laws[before] = law
        return self._laws[before]


def _tempered(law: Float[np.ndarray, " vocabulary"], power: float) -> np.ndarray:
    """Return the logarithm of law^power, made a law again."""
    scores = np.log(law) * power
    return scores - np.logaddexp.reduce(scores)


def _power(temperature: float) -> float:
    if not (np.isfinite(temperature) and temperature > 0):
        raise ValueError(f"temperature must be finite and above 0, got {temperature}")
    return 1 / temperature


def _checked(tokens: ArrayLike, vocabulary: int, axes: int) -> Int64[np.ndarray, "..."]:
    array = np.asarray(tokens)
    wanted = "(n,)" if axes == 1 else "(n, T)"
    if array.ndim != axes or not array.size or not np.issubdtype(array.dtype, np.integer):
        raise ValueError(
            f"tokens must be integers {wanted}, at least one, got {array.dtype} of shape "
            f"{array.shape}"
        )
    if array.min() < 0 or array.max() >= vocabulary:
        raise ValueError(
            f"tokens must be from 0 to {vocabulary - 1}, got {array.min()} to {array.max()}"
        )
    return array.astype(np.int64)
