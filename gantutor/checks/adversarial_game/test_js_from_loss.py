"""What the loss says.

A training log says that the discriminator's loss, the mean of -log D on real samples plus the mean
of -log(1 - D) on generated ones, is `loss`. If that discriminator is the best there is, what is the
Jensen–Shannon divergence of the two laws? Write `js_from_loss(loss)`. One number or an array, in
nats.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 5

HINTS = (
    "The loss is -V, and V(D*) = 2·JS - log 4.",
    "Solve loss = log 4 - 2·JS for JS. log 4 is twice log 2.",
)

LOSS = "The loss is minus the value of the game: V(D*) = 2·JS - log 4 = -loss."
HALF = "There are two JS in the value: divide by 2."
NATS = "In nats: `np.log`, not `np.log2`."


@hint(LOSS)
def test_a_perfect_discriminator(answer):
    value = np.log(2)
    close(answer(0.0), value, slips=[(1.0, NATS), (2 * value, HALF), (-value, LOSS)])


@hint("A discriminator that can only guess has the loss log 4, and the two laws are equal.")
def test_a_discriminator_that_cannot_tell(answer):
    close(answer(np.log(4)), 0.0, atol=1e-12)


@hint("Between the two ends it is a straight line.")
def test_a_log_of_many_losses(answer, rng):
    loss = rng.uniform(0, np.log(4), size=5)
    js = np.log(2) - loss / 2
    close(answer(loss), js, slips=[(js / np.log(2), NATS), (2 * js, HALF), (-js, LOSS)])
