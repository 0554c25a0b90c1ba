"""A baseline that keeps the mean.

A law `p` of m tokens, the softmax of m logits, draws n tokens; `tokens` (n,) are their numbers,
`rewards` (n,) what each earned. The score-function estimate of the gradient of the expected reward
by the logits is, for draw i, r_i · (e_i − p), where e_i is the one-hot row of its token. Write
`steady_gradients(p, tokens, rewards)`: the same with a baseline, the mean reward of the *other*
draws, which draw i itself has no part in. Return an array of shape (n, m), one row for each draw.
"""

from itertools import product

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.describe import to_numpy

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "The sum of all rewards minus its own, over n − 1, is the mean of the others: n numbers.",
    "Take it from the rewards, and multiply each row of e − p by what is left.",
    "`np.eye(m)[tokens]` are the one-hot rows.",
)

OWN = (
    "The mean of all rewards has the draw's own reward in it. That makes every estimate (n − 1)/n "
    "of what it should be on average: the mean is not kept."
)
NONE = "That is the estimate without a baseline: right on average, and noisier."
SIGN = "The gradient of log p(k) by the logits is e_k − p: plus at the token that was drawn."
NO_P = "The gradient of log p(k) by the logits is e_k − p: the softmax pushes all others down."
MEAN = (
    "Over all possible draws the mean must be the exact gradient, p (r − E r). A baseline may "
    "depend on anything but the draw itself."
)
LARGEST = "A baseline may not look at its own draw: the largest of all rewards does."
OF_OTHERS = "The others are n − 1 draws: divide the sum of their rewards by that, not by n."
ROWS = "Each row is an estimate by itself: the mean over the rows is taken outside."
SCALED = "Rewards are shifted by a baseline, and not divided by anything: that changes the mean."


def problem(rng, n=5, m=4):
    p = rng.dirichlet(np.ones(m))
    return p, rng.integers(0, m, size=n), rng.normal(size=n) + 2


@hint("One row for each draw, one column for each logit.")
def test_the_shape(answer, rng):
    same_shape(answer(*problem(rng)), (5, 4))


@hint(MEAN)
def test_values(answer, rng):
    p, tokens, rewards = problem(rng)
    n, score = len(rewards), np.eye(len(p))[tokens] - p
    others = (rewards.sum() - rewards) / (n - 1)
    wanted = (rewards - others)[:, None] * score
    spread = rewards.std()
    slips = [
        ((rewards - rewards.mean())[:, None] * score, OWN),
        (rewards[:, None] * score, NONE),
        (-wanted, SIGN),
        ((rewards - (rewards.sum() - rewards) / n)[:, None] * score, OF_OTHERS),
        (wanted / n, ROWS),
        ((rewards - others)[:, None] * np.eye(len(p))[tokens], NO_P),
        ((rewards - rewards.max())[:, None] * score, LARGEST),
        (((rewards - rewards.mean()) / spread)[:, None] * score, SCALED),
        (((rewards - rewards.mean()) / rewards.std(ddof=1))[:, None] * score, SCALED),
    ]
    close(answer(p, tokens, rewards), wanted, slips=slips)


@hint(MEAN)
def test_the_mean_is_kept(answer, rng):
    """Over all draws of three tokens by a law of three."""
    p, earns = rng.dirichlet(np.ones(3)), rng.normal(size=3) + 1
    mean = np.zeros(3)
    for tokens in product(range(3), repeat=3):
        chosen = np.array(tokens)
        rows = np.asarray(to_numpy(answer(p, chosen, earns[chosen])), dtype=float)
        mean += p[chosen].prod() * rows.mean(0)
    close(mean, p * (earns - p @ earns), what="the mean estimate over all possible draws")


@hint("If all draws earn the same, none is better than the others: every row is 0.")
def test_a_constant_reward(answer, rng):
    p, tokens, _ = problem(rng)
    found = to_numpy(answer(p, tokens, np.full(5, 3.0)))
    if np.abs(found).max() > 1e-9:
        raise Wrong(f"All rewards are 3, and an estimate is {np.abs(found).max():.3g}; expected 0.")
