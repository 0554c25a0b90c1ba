"""The loss, with its sums.

Write `negative_elbo(x, logits, mean, logvar)`: what a VAE of Bernoulli pixels minimises, a scalar
tensor that can be differentiated. `x` holds n images in [0, 1], of shape (n, …), `logits` what the
decoder returns for one code of each, of the same shape; `mean` and `logvar`, (n, k), are the
encoder's. In nats for each image, the mean over the n images.
"""

import torch
from torch.nn import functional as F

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "Two terms: −log p(x|z), summed over all pixels of an image, and KL, summed over dimensions.",
    "−log p(x|z) is the binary cross-entropy of pixel and logit: "
    "`F.binary_cross_entropy_with_logits(logits, x, reduction='none')`.",
    "`.flatten(1).sum(1)` makes one number of each image. The mean over the images comes last.",
)

PIXELS = "The likelihood is averaged over the pixels. log p(x|z) of an image is a sum over them."
BATCH = "That is the sum over the images: divide by n."
KL_MEAN = "The KL term is averaged over the latent dimensions. It is a sum over them."
KL_PIXELS = "The KL term is divided by the number of pixels: a sum over dimensions is all of it."
MINUS = "Minimised is the cross-entropy *plus* the KL term."
LOGITS = "The decoder returns logits: a probability is their sigmoid."
DETACHED = "The loss must lead back to the decoder and to the encoder."


def terms(x, logits, mean, logvar):
    errors = F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1)
    return errors, 0.5 * (mean**2 + logvar.exp() - 1 - logvar)


def instance(rng, n=5):
    logits = torch.as_tensor(rng.normal(size=(n, 1, 3, 4)))
    x = torch.as_tensor(rng.uniform(size=(n, 1, 3, 4)))
    mean, logvar = (torch.as_tensor(rng.normal(size=(n, 2))) for _ in range(2))
    return x, logits, mean, logvar


@hint("One number, the mean over the images.")
def test_one_number(answer, rng):
    same_shape(answer(*instance(rng)), ())


@hint("Where the code is the prior only the cross-entropy is left: here log 2 for each pixel.")
def test_the_likelihood_is_a_sum(answer):
    x, logits, code = torch.ones(3, 1, 2, 2), torch.zeros(3, 1, 2, 2), torch.zeros(3, 2)
    log2 = torch.tensor(2.0).log()
    slips = [
        (log2, PIXELS),
        (12 * log2, BATCH),
        (-4 * log2, "That is the bound itself, which grows. Minimised is its negative."),
        (torch.tensor(2.0), LOGITS),
    ]
    close(answer(x, logits, code, code), 4 * log2, slips=slips)


@hint("The two terms are added, each a sum for an image.")
def test_both_terms(answer, rng):
    problem = instance(rng)
    errors, kl = terms(*problem)
    expected = errors.sum(1).mean() + kl.sum(1).mean()
    slips = [
        (errors.mean() + kl.sum(1).mean(), PIXELS),
        (errors.sum(1).mean() + kl.mean(), KL_MEAN),
        (errors.sum(1).mean() + kl.sum(1).mean() / 12, KL_PIXELS),
        (errors.sum(1).mean() + kl.sum(1).sum() / 5 / 12, KL_PIXELS),
        (errors.sum(1).mean() - kl.sum(1).mean(), MINUS),
        (errors.sum() + kl.sum(), BATCH),
    ]
    close(answer(*problem), expected, slips=slips)


@hint("Large logits: use a cross-entropy that takes logits, not the logarithm of a sigmoid.")
def test_large_logits(answer):
    x, code = torch.tensor([[0.0, 1.0]]), torch.zeros(1, 2)
    close(answer(x, torch.tensor([[200.0, -200.0]]), code, code), torch.tensor(400.0))


@hint(DETACHED)
def test_its_derivatives(answer, rng):
    x, *rest = instance(rng)
    leaves = [t.clone().requires_grad_() for t in rest]
    loss = answer(x, *leaves)
    if not getattr(loss, "requires_grad", False):
        raise Wrong("The loss has no derivative.", DETACHED)
    wanted = [t.clone().requires_grad_() for t in rest]
    errors, kl = terms(x, *wanted)
    (errors.sum(1) + kl.sum(1)).mean().backward()
    found = torch.autograd.grad(loss, leaves, allow_unused=True)
    for name, ours, theirs in zip(("logits", "mean", "logvar"), found, wanted, strict=True):
        if ours is None:
            raise Wrong(f"The loss has no derivative by {name}.", DETACHED)
        close(ours, theirs.grad, what=f"the derivative by {name}")
