"""The discriminator's loss.

Write `discriminator_loss(fx, fy)`, the mean of -log D over the real samples plus the mean of
-log(1 - D) over the generated ones. You get the logits, D = σ(f): `fx` of the real samples and `fy`
of the generated ones, tensors of shape (n,) and (m,). Return a scalar tensor, right for logits up
to ±1000.
"""

import numpy as np
import torch

from gantutor.checks.engine.assertions import Wrong, close, hint

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "On real samples the loss is small when f is large, on generated ones when f is very negative.",
    "-log σ(f) = log(1 + exp(-f)), and -log(1 - σ(f)) = log(1 + exp(f)).",
    "`torch.nn.functional.softplus(f)` is log(1 + exp(f)) without overflow.",
)

SWAPPED = "That rewards calling real samples generated: -log D belongs to fx, -log(1 - D) to fy."
TOGETHER = "Each side has its own mean, and the two means are added, not averaged."
OWN = "Each side is divided by the size of its own batch: fx and fy may have different lengths."
SUMS = "Take the mean over each batch, not the sum: the loss must not depend on the batch size."
GAIN = "That is the value of the game. The discriminator *minimises* its loss, minus that value."
STABLE = (
    "At ±1000 σ is rounded to 0 or 1, and its logarithm is lost. Stay on the logits: `softplus`."
)
SLOPES = "A sample pulls on its logit with 1 - D or D, divided by the number of its batch."
CLIPPED = (
    "The first real sample and the last generated one are mistakes that the discriminator is sure "
    "of, and there your loss is flat. It should be steepest: leave the logits without bounds, and "
    "the logarithm without a floor."
)


def loss(fx, fy):
    return np.logaddexp(0, -fx).mean() + np.logaddexp(0, fy).mean()


def check(answer, fx, fy, slips=()):
    close(answer(tensor(fx), tensor(fy)), tensor(loss(fx, fy)), slips=slips)


def tensor(values):
    return torch.as_tensor(values, dtype=torch.float64)


@hint("With D = ½ everywhere both means are log 2.")
def test_a_discriminator_that_cannot_tell(answer):
    f = np.zeros(4)
    slips = [(np.log(2), TOGETHER), (8 * np.log(2), SUMS), (-np.log(4), GAIN)]
    check(answer, f, f, slips=slips)


@hint("Sure and right costs little; sure and wrong costs much.")
def test_batches_of_different_sizes(answer, rng):
    fx, fy = rng.normal(size=6) + 1, rng.normal(size=4) - 2
    both = np.concatenate([np.logaddexp(0, -fx), np.logaddexp(0, fy)])
    slips = [(both.sum() / 6, OWN), (both.sum() / 4, OWN)]
    slips += [(loss(fy, fx), SWAPPED), (both.mean(), TOGETHER), (2 * both.mean(), TOGETHER)]
    check(answer, fx, fy, slips=[*slips, (both.sum(), SUMS), (-loss(fx, fy), GAIN)])


@hint(STABLE)
def test_logits_of_a_thousand(answer):
    check(answer, np.array([1000.0, -1000.0]), np.array([-1000.0, 1000.0]))


@hint(SLOPES)
def test_the_slope_at_a_confident_mistake(answer):
    fx, fy = tensor([-40.0, 3.0]).requires_grad_(), tensor([-3.0, 40.0]).requires_grad_()
    value = answer(fx, fy)
    if not (torch.is_tensor(value) and value.requires_grad):
        raise Wrong("The loss cannot be differentiated.", "Use torch's functions throughout.")
    value.backward()
    d = 1 / (1 + np.exp(3.0))
    flat = [(tensor([0.0, -d / 2]), CLIPPED), (tensor([d / 2, 0.0]), CLIPPED)]
    close(fx.grad, tensor([-0.5, -d / 2]), what="the slopes in fx", atol=1e-7, slips=flat)
    close(fy.grad, tensor([d / 2, 0.5]), what="the slopes in fy", atol=1e-7, slips=flat)
