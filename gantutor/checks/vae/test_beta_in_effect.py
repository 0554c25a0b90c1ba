"""Predict: which β is that?

The loss of a VAE is (−log p(x|z)) + β · KL, with both terms summed over pixels and dimensions and
averaged over images. Much code takes means instead. Write `beta_in_effect(pixels, latent,
likelihood, kl)`: the β of the loss above that has the same minimum. `likelihood` says how the code
reduces its term over the `pixels`, "sum" or "mean"; `kl` how it reduces its own over the `latent`
dimensions, "sum" or "mean". The code then adds the two, without any weight.
"""

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 2
MINUTES = 6

HINTS = (
    "A loss may be multiplied by a positive number without moving its minimum.",
    "With means: likelihood/pixels + KL/latent. Multiply it so that the first term is a sum again.",
    "β is what then stands before the KL term: pixels for a mean likelihood, 1/latent for a mean "
    "KL.",
)

UPSIDE = "A mean over the pixels makes the likelihood small, so the KL term counts for more."
OTHER = "A mean over the dimensions makes the KL term small: divide by `latent`."
BOTH = "Both reductions count: first the one, then the other."


@hint("Two sums are the bound itself.")
def test_two_sums(answer):
    close(answer(784, 20, "sum", "sum"), 1.0)


@hint("Multiply the whole loss by the number of pixels: what stands before the KL term then?")
def test_a_mean_over_the_pixels(answer):
    close(answer(784, 20, "mean", "sum"), 784.0, slips=[(1 / 784, UPSIDE), (1.0, BOTH)])


@hint("KL/latent is the KL term with the weight 1/latent.")
def test_a_mean_over_the_dimensions(answer):
    slips = [(20.0, OTHER), (1 / 784, "The KL term has no pixels: it has latent dimensions.")]
    close(answer(784, 20, "sum", "mean"), 1 / 20, slips=slips)


@hint(BOTH)
def test_two_means(answer, rng):
    pixels, latent = int(rng.integers(50, 1000)), int(rng.integers(2, 40))
    slips = [
        (latent / pixels, UPSIDE),
        (float(pixels * latent), OTHER),
        (1.0, "Two means do not cancel: one is over the pixels, the other over the dimensions."),
    ]
    close(answer(pixels, latent, "mean", "mean"), pixels / latent, slips=slips)
