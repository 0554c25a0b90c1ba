"""Pick by adding noise.

Write `pick_by_noise(logits, rng, n)`: n tokens drawn from the softmax of `logits`, an array of m
numbers, without computing the softmax: for every draw, each logit gets standard Gumbel noise of its
own, and the token with the largest sum is taken. `rng` is a NumPy generator. Return n integers from
0 to m − 1. The check counts.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "One number of noise for each draw and each token: an array of shape (n, m).",
    "`rng.gumbel(size=(n, m))`, or −log(−log u) with u uniform.",
    "Then one `argmax` for each row of logits + noise.",
)

LAW = "Is it Gumbel noise, −log(−log u), added to the logits themselves? Other noise, another law."
GREEDY = (
    "Every draw is the token with the largest logit. Noise that is the same for all tokens "
    "cannot change which one is largest."
)
FROZEN = "All draws are the same token, and not always the likeliest: draw new noise for each draw."
TURNED = (
    "That is the law of noise with the other sign: Gumbel noise has its long tail upwards, so add "
    "it, and take it as −log(−log u)."
)
SOFTMAX_FIRST = "That is the law of softmax + noise. The noise is added to the logits."
NORMAL = "That is the law that normal noise gives: close to the softmax, and another one."
BY_NOISE = "The law is right. But no probabilities are to be computed: the noise makes the draw."
N = 20_000
NOT = "Tokens are the places of the logits: whole numbers from 0 to m − 1."


def softmax(v):
    e = np.exp(v - v.max())
    return e / e.sum()


def wrong_laws(logits):
    """Laws that known slips draw from, by counting on noise of the check's own."""
    rng, n, m = np.random.default_rng(99), 100_000, len(logits)
    picked = {
        TURNED: (logits - rng.gumbel(size=(n, m))).argmax(1),
        NORMAL: (logits + rng.normal(size=(n, m))).argmax(1),
    }
    laws = {words: np.bincount(k, minlength=m) / n for words, k in picked.items()}
    return {**laws, SOFTMAX_FIRST: softmax(softmax(logits))}


def slip(answer, logits, share):
    """The words for a law that is recognised, or None."""
    if share.max() == 1:
        calls = {int(to_numpy(answer(logits, np.random.default_rng(s), 2))[0]) for s in range(20)}
        return FROZEN if len(calls) > 1 else GREEDY
    off = {words: np.abs(share - law).max() for words, law in wrong_laws(logits).items()}
    words = min(off, key=off.__getitem__)
    return words if off[words] < 0.01 else None


@hint(NOT)
def test_n_tokens(answer):
    tokens = answer(np.array([0.3, -1.0, 0.5, 0.0]), np.random.default_rng(0), 7)
    same_shape(tokens, (7,))
    found = to_numpy(tokens)
    if found.dtype.kind not in "iu" or not ((found >= 0) & (found < 4)).all():
        raise Wrong(f"You returned {found.tolist()}; expected whole numbers from 0 to 3.")


@hint(LAW)
def test_the_counts(answer, rng):
    logits = rng.normal(size=4) * 1.5
    found = to_numpy(answer(logits, rng, N))
    same_shape(found, (N,))
    p, share = softmax(logits), np.bincount(found, minlength=4) / N
    # Five standard errors of a count: once in a million draws of the check.
    off = np.abs(share - p) / np.sqrt(p * (1 - p) / N)
    if off.max() > 5:
        k = int(off.argmax())
        words = slip(answer, logits, share)
        raise Wrong(
            f"Of {N:,} tokens {share[k]:.4f} were token {k}; expected {p[k]:.4f}, give or take "
            f"{np.sqrt(p[k] * (1 - p[k]) / N):.4f}.",
            words,
        )


@hint(FROZEN)
def test_draws_differ(answer):
    tokens = to_numpy(answer(np.zeros(5), np.random.default_rng(3), 200))
    if len(np.unique(tokens)) < 5:
        raise Wrong(
            f"Among 200 draws with equal logits there were only {len(np.unique(tokens))} of 5 "
            "tokens."
        )


@hint("All noise comes from `rng`.")
def test_the_generator_decides(answer):
    logits = np.zeros(6)
    first, again, other = (
        to_numpy(answer(logits, np.random.default_rng(seed), 50)) for seed in (1, 1, 2)
    )
    if not np.array_equal(first, again):
        raise Wrong("Two calls with generators of one seed drew different tokens.")
    if np.array_equal(first, other):
        raise Wrong("Two calls with generators of different seeds drew the same tokens.")


class Generator(np.random.Generator):
    """Generator that refuses to draw from a law that it is given."""

    def choice(self, *args, **kwargs):
        raise Wrong("Your function called `rng.choice`, which draws from probabilities.", BY_NOISE)

    def multinomial(self, *args, **kwargs):
        raise Wrong("Your function called `rng.multinomial`, which draws from one.", BY_NOISE)


@hint(BY_NOISE)
def test_the_noise_draws(answer):
    used, again = np.random.PCG64(0), np.random.PCG64(0)
    answer(np.array([0.3, -1.0, 0.5, 0.0]), Generator(used), 10)
    for k in range(20):  # noise in single precision takes half a number of the generator's each
        if again.state == used.state:
            raise Wrong(
                f"For 10 draws of 4 tokens {k} random numbers were drawn; expected 40: one for "
                "each draw and each token."
            )
        again.random_raw()
