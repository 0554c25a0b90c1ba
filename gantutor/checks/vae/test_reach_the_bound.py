"""Reach the exact maximum.

`x` is a float32 tensor of shape (n, 4): samples x = W z + centre + std · ε, z of two dimensions.
Write `reach_the_bound(x)`: train a linear VAE with two latent dimensions, std included. Return the
decoder and the codes: weights (4, 2), centre (4,), std (one number), and mean (n, 2) and logvar
(n, 2) of q(z|x). The check computes the bound of what you return, exactly; its mean over the
samples must come within 0.05 nats of the highest log-likelihood that any such model has.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape
from gantutor.checks.engine.describe import to_numpy
from gantutor.vae import LinearGaussian, ppca

DIFFICULTY = 3
MINUTES = 25
SECONDS = 60  # the reference answer trains for about one of them

HINTS = (
    "One linear layer from x to four numbers, two means and two log-variances; one linear layer "
    "from z to x; one parameter for log std.",
    "The loss is minus the bound, with its constants: −d log std has to be in it, or std runs off.",
    "All samples in each step, Adam with a rate of 0.05 that falls to 0, and 600 steps or so.",
    "Near the end the noise of the codes decides. A rate that falls to 0 averages it out.",
)

# What the seeds and lengths of training reach: python -m gantutor.checks.vae.test_reach_the_bound
WITHIN = 0.05
NAMES = ("weights", "centre", "std", "mean", "logvar")

STD = (
    "Is std trained, and does the loss have −d log std in it? A wrong std costs more than all else."
)
CODES = (
    "The decoder is good, the codes are not those of its posterior. Is logvar log σ², is mean the "
    "encoder's own, and does the KL term count with weight 1?"
)
LONGER = "Everything points the right way, and is not there yet: more steps, or a rate that falls."
GAUSS = "The decoder itself is not the likeliest one yet."


def data(seed, n=200):
    """Samples of a linear Gaussian model in four dimensions, with two of code and σ = ½."""
    rng = np.random.default_rng(seed)
    weights, centre = rng.normal(size=(2, 4)) * [[2.0], [1.0]], rng.normal(size=4)
    x = rng.normal(size=(n, 2)) @ weights + centre + 0.5 * rng.normal(size=(n, 4))
    return x.astype(np.float32)


def given(answer, x):
    import torch

    found = dict(zip(NAMES, parts(answer(torch.tensor(x)), *NAMES), strict=True))
    n = len(x)
    shapes = {"weights": (4, 2), "centre": (4,), "std": (), "mean": (n, 2), "logvar": (n, 2)}
    for name, shape in shapes.items():
        same_shape(found[name], shape, what=name)
    values = {name: np.asarray(to_numpy(v), dtype=float) for name, v in found.items()}
    for name, value in values.items():
        if not np.isfinite(value).all():
            raise Wrong(f"In {name} not every number is finite.", "")
    if values["std"] <= 0:
        raise Wrong(f"std is {values['std']:.4g}; expected a number above 0.", "")
    model = LinearGaussian(values["weights"], values["centre"], float(values["std"]))
    return model, values["mean"], values["logvar"]


@hint("Decoder first, then the codes: weights, centre, std, mean, logvar.")
def test_the_five_parts(answer):
    given(answer, data(300))


@hint(LONGER)
def test_it_reaches_the_maximum(answer):
    x = data(301)
    model, mean, logvar = given(answer, x)
    best = ppca.fit(x, 2)
    highest, own = best.log_likelihood(x).mean(), model.log_likelihood(x).mean()
    bound = model.elbo(x, mean, logvar).mean()
    if highest - bound > WITHIN:
        if abs(np.log(model.std / best.std)) > 0.2:
            words = STD
        elif own - bound > 3 * (highest - own) and own - bound > WITHIN:
            words = CODES
        else:
            words = None if highest - own < WITHIN else GAUSS
        raise Wrong(
            f"Your bound is {bound:.3f} nats, the log-likelihood of your decoder {own:.3f}, the "
            f"highest possible one {highest:.3f}; expected at least {highest - WITHIN:.3f}.",
            words,
        )


def table():
    """Print how far below the maximum the reference answer ends, over data sets."""
    from gantutor.checks.vae.solutions.reach_the_bound import reach_the_bound

    for seed in range(300, 308):
        x = data(seed)
        model, mean, logvar = given(reach_the_bound, x)
        left = ppca.fit(x, 2).log_likelihood(x).mean() - model.elbo(x, mean, logvar).mean()
        print(f"data {seed}: {left:.4f} nats below")


if __name__ == "__main__":
    table()
