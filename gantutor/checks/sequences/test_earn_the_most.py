"""Earn the most.

A machine writes three tokens, each one of three, and `reward(x)` says what each of n sequences,
an integer tensor of shape (n, 3), earned: about ten points, a few more or less by the tokens and
their neighbours, and noise with deviation 1. It answers for at most 60,000 sequences in all. Write
`earn_the_most(reward, rng)`: train nine logits, one row for each place, by REINFORCE with a
baseline, and return them, (3, 3); `rng` is a `torch.Generator`. The check computes the expected
reward of their softmax exactly, over all 27 sequences: it must come within 0.1 of the best
sequence.
"""

from itertools import product

import numpy as np

from gantutor.checks.engine.assertions import Wrong, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 3
MINUTES = 20
SECONDS = 30  # the reference answer trains for about one of them

HINTS = (
    "Draw tokens for all places from `torch.softmax(logits, 1)`: `torch.multinomial` takes rows "
    "of probabilities.",
    "The loss whose gradient is the score-function estimate: −((r − baseline) · log p(x)).mean(), "
    "with log p(x) the sum over the three places.",
    "200 sequences in each step, Adam with a rate of 0.1, and 200 steps or so.",
    "At the end the law must be nearly certain: logits that are still close to each other earn "
    "less than the best sequence.",
)

# What the seeds reach: python -m gantutor.checks.sequences.test_earn_the_most
WITHIN = 0.1
BUDGET = 60_000

UNMOVED = "This is hardly more than tokens at random earn. Do the steps reach the logits?"
DOWN = "This is less than tokens at random earn: you went down. A loss is minimised: mind its sign."
STUCK = (
    "The law is nearly certain, of another sequence than the best. A choice that is made early is "
    "never unlearned: subtract a baseline, draw more in each step, or take smaller steps."
)
UNSURE = (
    "The best sequence is the likeliest one, and not yet likely enough: go on, or sharpen at the "
    "end."
)
PROBABILITIES = "Those are the probabilities of a trained law. Return its logits."
LONGER = "It points the right way, and is not there yet: more steps, or a steadier estimate."
SEQUENCES = np.array(list(product(range(3), repeat=3)))


class Machine:
    """Rewards of sequences, with noise, for so many of them and no more."""

    def __init__(self, seed):
        import torch

        rng = np.random.default_rng(seed)
        places, pairs = rng.normal(size=(3, 3)), 0.5 * rng.normal(size=(2, 3, 3))
        a, b, c = SEQUENCES.T
        alone = places[0, a] + places[1, b] + places[2, c]
        self.means = 10 + alone + pairs[0, a, b] + pairs[1, b, c]
        self._noise, self._left = torch.Generator().manual_seed(seed), BUDGET
        self._means = torch.tensor(self.means, dtype=torch.float32)

    def __call__(self, x):
        import torch

        if not isinstance(x, torch.Tensor) or x.ndim != 2 or x.shape[1] != 3:
            shape = tuple(np.shape(x))
            raise Wrong(f"reward was given {shape}; expected a tensor of shape (n, 3).", "")
        if x.dtype.is_floating_point or (x.numel() and not 0 <= int(x.min()) <= int(x.max()) <= 2):
            raise Wrong("reward was given something else than the whole numbers 0, 1 and 2.", "")
        self._left -= len(x)
        if self._left < 0:
            raise Wrong(
                f"reward was asked for more than {BUDGET:,} sequences.",
                "Fewer steps, or fewer sequences in each: 200 times 200 are 40,000.",
            )
        code = (x.long() * torch.tensor([9, 3, 1])).sum(1)
        return self._means[code] + torch.randn(len(x), generator=self._noise)


def law(logits):
    """Probabilities of the 27 sequences."""
    e = np.exp(logits - logits.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    return p[range(3), SEQUENCES].prod(1)


def trained(answer, seed):
    import torch

    machine = Machine(seed)
    found = answer(machine, torch.Generator().manual_seed(seed))
    same_shape(found, (3, 3), what="the logits")
    logits = np.asarray(to_numpy(found), dtype=float)
    if not np.isfinite(logits).all():
        raise Wrong("Not every logit is finite.", "Smaller steps, and no logarithm of 0.")
    with np.errstate(divide="ignore", invalid="ignore"):
        meant = law(np.log(logits)) @ machine.means  # had these been probabilities
    return machine.means, law(logits), meant


@hint("One row of logits for each place.")
def test_nine_logits(answer):
    trained(answer, 400)


@hint(LONGER)
def test_it_earns_the_most(answer):
    for seed in (401, 402, 403):
        means, p, meant = trained(answer, seed)
        best, own, chance = means.max(), p @ means, means.mean()
        if best - own <= WITHIN:
            continue
        if meant > best - WITHIN:
            words = PROBABILITIES
        elif own < chance - 0.1:
            words = DOWN
        elif own < chance + 0.1:
            words = UNMOVED
        elif p.max() > 0.9:
            words = STUCK
        else:
            words = UNSURE if p.argmax() == means.argmax() else LONGER
        raise Wrong(
            f"Your law earns {own:.3f} on average, tokens at random {chance:.3f}, the best "
            f"sequence {best:.3f}; expected at least {best - WITHIN:.3f}.",
            words,
        )


def table():
    """Print how far below the best sequence the reference answer ends, over machines."""
    from gantutor.checks.sequences.solutions.earn_the_most import earn_the_most

    for seed in range(400, 420):
        means, p, _ = trained(earn_the_most, seed)
        print(f"machine {seed}: {means.max() - p @ means:.4f} below")


if __name__ == "__main__":
    table()
