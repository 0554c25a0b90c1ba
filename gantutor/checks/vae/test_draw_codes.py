"""A draw with a derivative.

Write `draw_codes(mean, logvar, rng)`: for each image one code from N(mean, σ²), where logvar is
log σ². Both tensors have the shape (n, k), and so has the answer. The noise comes from the
`torch.Generator` `rng`, and the code must have a derivative by mean and by logvar.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "Noise that depends on nothing, from N(0, I), can be moved and stretched afterwards.",
    "z = mean + σ · noise, and σ = exp(½ logvar).",
    "`torch.randn(mean.shape, generator=rng)`. Do not draw from a law that has mean in it: such a "
    "draw has no derivative.",
)

STD = "σ is the root of the variance: σ = exp(½ logvar)."
NORMAL = "The noise is drawn from N(0, 1), by `torch.randn`: `torch.rand` draws evenly from 0 to 1."
VARIANCE = "You stretched the noise by the variance. " + STD
SHARED = "Draw new noise for every number: one draw for all images gives codes that move together."
NONE = "A draw from a law cuts the graph: draw from N(0, I) and move and stretch that."


def leaves(n, k, mean=0.0, logvar=0.0):
    both = (torch.full((n, k), float(value), dtype=torch.float64) for value in (mean, logvar))
    return [one.requires_grad_() for one in both]


def drawn(answer, mean, logvar, seed=0):
    return answer(mean, logvar, torch.Generator().manual_seed(seed))


@hint("One code for each image, of as many dimensions as its mean.")
def test_the_shape(answer):
    same_shape(drawn(answer, *leaves(5, 3)), (5, 3))


@hint("σ is exp(½ logvar), the noise has deviation 1, and every number is drawn by itself.")
def test_the_law(answer):
    z = drawn(answer, *leaves(4000, 3, 2.0, 2.0)).detach()
    if z.std() < 1e-6:
        raise Wrong(
            "With logvar = 2 all codes of one mean are the same.",
            "Here the noise is missing. " + STD,
        )
    apart = [(z - other).abs().max().item() for other in (z[:1], z[:, :1])]
    if min(apart) < 1e-6:
        raise Wrong("Some numbers of a batch were moved by the same noise.", SHARED)
    noise, drawn_from = (z - 2) / torch.e, (z - z.mean()) / z.std()
    inside = (drawn_from.abs() < 1).double().mean().item()
    if abs(inside - 0.683) > 0.03:  # 12,000 numbers: its standard error is 0.004
        raise Wrong(
            f"{inside:.0%} of the codes lie within one deviation of their mean; of a normal law it "
            "is 68%.",
            NORMAL,
        )
    spread = z.std().item()
    if abs(spread - torch.e) > 0.15:
        words = VARIANCE if abs(spread - torch.e**2) < 0.4 else STD
        raise Wrong(
            f"With logvar = 2 the codes have the deviation {spread:.3g}; expected about 2.72.",
            words,
        )
    close(noise.mean().item(), 0.0, atol=0.05, what="the mean of the noise")


@hint("Where σ is very small, a code is its mean.")
def test_the_mean(answer, rng):
    mean = torch.as_tensor(rng.normal(size=(4, 2)))
    close(drawn(answer, mean, torch.full((4, 2), -60.0).double()), mean, atol=1e-6)


@hint("All randomness comes from `rng`: `generator=rng`.")
def test_the_generator_decides(answer):
    first, again, other = (drawn(answer, *leaves(5, 3), seed) for seed in (1, 1, 2))
    if not torch.equal(first, again):
        raise Wrong("Two calls with generators of one seed drew different codes.")
    if torch.equal(first, other):
        raise Wrong("Two calls with generators of different seeds drew the same codes.")


@hint(NONE)
def test_the_derivatives(answer):
    mean, logvar = leaves(6, 2, 1.0, -1.0)
    z = drawn(answer, mean, logvar)
    if not z.requires_grad:
        raise Wrong("The codes do not know where they came from: they have no derivative.")
    slopes = torch.autograd.grad(z.sum(), (mean, logvar), allow_unused=True)
    for name, slope in zip(("mean", "logvar"), slopes, strict=True):
        if slope is None:
            raise Wrong(f"The codes have no derivative by {name}.")
    close(slopes[0], torch.ones(6, 2).double(), what="the derivative by mean")
    close(slopes[1], 0.5 * (z - mean).detach(), what="the derivative by logvar")
