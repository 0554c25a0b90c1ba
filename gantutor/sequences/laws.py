"""Two laws of sentences, compared exactly: entropy, KL, quality and diversity, W1 under Hamming.

A law is a vector of masses over the same list of sentences. Everything is in nats, but W1, whose
unit is one exchanged token.
"""

import numpy as np
from jaxtyping import Float, Int64
from numpy.typing import ArrayLike

from gantutor import transport

Law = Float[np.ndarray, " n"]


def entropy(p: ArrayLike) -> float:
    """Return −Σ p log p, in nats, at least 0.

    Malformed masses raise ValueError, as in every function here.
    """
    p = checked("p", p)
    return -_mean_log(p, p)


def kl(p: ArrayLike, q: ArrayLike) -> float:
    """Return KL(p‖q) = Σ p log(p/q), in nats; ∞ where q gives nothing to what p has."""
    p, q = _pair(p, q)
    there = p > 0
    with np.errstate(divide="ignore"):
        return max(0.0, float(np.sum(p[there] * (np.log(p[there]) - np.log(q[there])))))


def quality(p: ArrayLike, q: ArrayLike) -> float:
    """Return E_q log p: how likely the model's sentences are in the language p, in nats.

    = −KL(q‖p) − H(q). It is highest, log max p, for a model that says one best sentence always.
    Source: Caccia et al. 2020, whose NLL_oracle is minus this.
    """
    p, q = _pair(p, q)
    return _mean_log(q, p)


def diversity(p: ArrayLike, q: ArrayLike) -> float:
    """Return E_p log q: how likely the language's sentences are under the model q, in nats.

    = −KL(p‖q) − H(p): minus what a test of likelihood measures. It is at most −H(p), at q = p.
    Source: Caccia et al. 2020, whose NLL_test is minus this.
    """
    p, q = _pair(p, q)
    return _mean_log(p, q)


def hamming(x: ArrayLike, y: ArrayLike) -> Float[np.ndarray, "n m"]:
    """Return at how many places each sentence of x (n, T) differs from each of y (m, T)."""
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim != 2 or y.ndim != 2 or x.shape[1] != y.shape[1]:
        raise ValueError(f"x and y must be (n, T) and (m, T), got {x.shape} and {y.shape}")
    return (x[:, None] != y[None]).sum(-1).astype(np.float64)


def w1(p: ArrayLike, q: ArrayLike, sentences: Int64[np.ndarray, "n length"]) -> float:
    """Return the exact W1 of two laws of sentences, the cost being the Hamming distance.

    In exchanged tokens, between 0 and the length. Mass that both laws have stays where it is: the
    dual, max Σ f (p − q) over f of slope at most 1, knows the difference alone. So the linear
    program moves (p − q)⁺ to (q − p)⁺, and has at most half of the places on either side.
    """
    p, q = _pair(p, q)
    if len(sentences) != len(p):
        raise ValueError(f"there are {len(sentences)} sentences, but masses for {len(p)}")
    more, less = np.maximum(p - q, 0), np.maximum(q - p, 0)
    moved = more.sum()
    if moved < 1e-12:
        return 0.0
    a, b = more > 0, less > 0
    C = hamming(sentences[a], sentences[b])
    answer = transport.solve(C, more[a] / moved, less[b] / less.sum())
    return float(moved * answer.cost)


def empirical(tokens: ArrayLike, vocabulary: int) -> Law:
    """Return the share of each sentence of `enumeration.every` among sentences (n, T)."""
    from gantutor.sequences.enumeration import index_of

    tokens = np.asarray(tokens)
    places = index_of(tokens, vocabulary)
    return np.bincount(places, minlength=vocabulary ** tokens.shape[-1]) / len(tokens)


def score_law(
    log_p: ArrayLike, masses: ArrayLike
) -> tuple[Float[np.ndarray, " k"], Float[np.ndarray, "... k"]]:
    """Return the law of the score log p(x) when x has these masses: its values, and their masses.

    ``log_p`` (n,) is each sentence's score; ``masses`` (…, n). Scores that agree to 1e-9 are one
    value. Values increase.
    """
    log_p, masses = np.asarray(log_p, dtype=np.float64), np.asarray(masses, dtype=np.float64)
    if masses.shape[-1:] != log_p.shape:
        raise ValueError(f"scores are {log_p.shape}, but masses {masses.shape}")
    _, first, group = np.unique(np.round(log_p, 9), return_index=True, return_inverse=True)
    members = group.ravel()[:, None] == np.arange(len(first))
    return log_p[first], masses @ members


def checked(what: str, masses: ArrayLike) -> Law:
    """Return masses as float64, or raise ValueError: they must be ≥ 0 and sum to one."""
    p = np.asarray(masses, dtype=np.float64)
    if p.ndim != 1 or not np.isfinite(p).all() or (p < 0).any():
        raise ValueError(f"{what} must be masses of at least 0, (n,), got shape {p.shape}")
    if abs(p.sum() - 1) > 1e-6:
        raise ValueError(f"{what} must sum to one, got {p.sum()}")
    return p


def _pair(p: ArrayLike, q: ArrayLike) -> tuple[Law, Law]:
    p, q = checked("p", p), checked("q", q)
    if p.shape != q.shape:
        raise ValueError(f"p and q must be over the same sentences, got {p.shape} and {q.shape}")
    return p / p.sum(), q / q.sum()


def _mean_log(p: Law, q: Law) -> float:
    """Σ p log q, where 0 · log 0 = 0."""
    there = p > 0
    with np.errstate(divide="ignore"):
        return float(np.sum(p[there] * np.log(q[there])))
