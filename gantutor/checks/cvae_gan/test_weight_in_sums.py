"""Means or sums.

CVAE-GAN weighs sums: λ₁ · KL + λ₂ · L_G, where KL is summed over the dimensions of the code and
L_G, which is ½‖x − x_f‖² alone here, over the pixels; each is a mean over the batch. Another
program minimises `weight` times the KL averaged over the `latent` dimensions, plus the squared
error averaged over the `pixels`, without the ½. Write `weight_in_sums(weight, latent, pixels)`:
the λ₁ that, with λ₂ = 1, has the same best networks as that program. Return one number.
"""

import torch

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "Write the program's loss with sums: weight/latent · KL + …",
    "A loss times a number has the same best networks. Multiply so that ½‖x − x_f‖² stands alone.",
    "weight/latent · KL + 2/pixels · ½‖x − x_f‖²: multiply by pixels/2.",
)

UPSIDE = "The other way round: a mean over many pixels is small, so that the KL weighs more there."
HALF = "The ½ of L_G: the squared error is 2 · ½‖x − x_f‖²."
LATENT = "The KL is averaged as well, over the dimensions of the code."
PIXELS = "The squared error is averaged as well, over the pixels."


@hint("Two losses have the same best networks when one is a number times the other.")
def test_digits(answer):
    """28 × 28 pixels, 16 dimensions, equal weights."""
    slips = [
        (784 / 16, HALF),
        (2 * 784 / 16, HALF),
        (2 * 16 / 784, UPSIDE),
        (16 / 784, UPSIDE),
        (784 / 2, LATENT),
        (784.0, LATENT),
        (1 / 32, PIXELS),
        (1 / 16, PIXELS),
        (784 * 16 / 2, "A mean over 16 dimensions makes the KL 16 times smaller, not larger."),
        (1.0, "Means over 16 and over 784 numbers: the two shrink by different factors."),
    ]
    close(answer(1.0, 16, 784), 24.5, what="λ₁ for the weight 1, 16 dimensions, 784 pixels",
          slips=slips)  # fmt: skip


@hint("Compute both losses of some images: their gradients point the same way.")
def test_the_gradients_are_parallel(answer, rng):
    latent, pixels = int(rng.integers(2, 9)), int(rng.integers(10, 40))
    weight = float(rng.uniform(0.1, 3))
    numbers = torch.as_tensor(rng.normal(size=(latent + pixels,))).requires_grad_()
    mean, x_f = numbers.split([latent, pixels])
    x = torch.as_tensor(rng.normal(size=pixels))
    program = weight * (0.5 * mean.square()).mean() + (x - x_f).square().mean()
    (a,) = torch.autograd.grad(program, numbers, retain_graph=True)
    terms = 0.5 * mean.square().sum(), 0.5 * (x - x_f).square().sum()
    kl, error = (torch.autograd.grad(term, numbers, retain_graph=True)[0] for term in terms)
    # a = k (λ₁ · kl + error), where each of the two has places of its own.
    wanted = float((a[:latent] / kl[:latent]).mean() / (a[latent:] / error[latent:]).mean())
    close(answer(weight, latent, pixels), wanted, what="λ₁")
