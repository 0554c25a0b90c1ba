"""Two conventions in one program.

An encoder returns s = log σ, and its code is drawn with exp(s), as it should be. The KL term was
copied from a program in which the encoder returns log σ², so it reads s as log σ². Write
`mixed_up(mean, s)`: for codes of k dimensions, (n, k), what this program charges for each image,
and what the code costs in truth. Return the two tensors, of shape (n,) each.
"""

import torch

from gantutor.checks.engine.assertions import close, hint, parts

DIFFICULTY = 2
MINUTES = 8

HINTS = (
    "The formula is ½ Σ (μ² + σ² − 1 − log σ²) both times. What does each of the two put into it?",
    "The program believes σ² = exp(s) and log σ² = s.",
    "In truth log σ² = 2s and σ² = exp(2s).",
)

BELIEF = (
    "The program takes s for log σ²: it puts exp(s) in the place of σ² and s in that of log σ²."
)
TRUTH = "In truth σ = exp(s), so σ² = exp(2s) and log σ² = 2s: both places change."
SWAPPED = "First what is charged, then what it costs in truth."
SUM = "Add up the dimensions of a code: one number for each image."


def kl(mean, logvar):
    return 0.5 * (mean**2 + torch.exp(logvar) - 1 - logvar).sum(1)


def both(answer, mean, s):
    return parts(answer(mean, s), "what is charged", "what it costs")


@hint("At s = 0 both readings are σ = 1.")
def test_where_the_readings_agree(answer):
    mean = torch.tensor([[2.0, 0.0], [1.0, 1.0]])
    found = both(answer, mean, mean * 0)
    for name, value in zip(("what is charged", "what it costs"), found, strict=True):
        close(value, torch.tensor([2.0, 1.0]), what=name, slips=[(torch.tensor([1.0, 0.5]), SUM)])


@hint(BELIEF)
def test_what_is_charged(answer, rng):
    mean, s = (torch.as_tensor(rng.normal(size=(4, 3))) for _ in range(2))
    charged, _ = both(answer, mean, s)
    half = 0.5 * (mean**2 + torch.exp(2 * s) - 1 - s).sum(1)
    close(
        charged,
        kl(mean, s),
        what="what is charged",
        slips=[(kl(mean, 2 * s), SWAPPED), (half, BELIEF)],
    )


@hint(TRUTH)
def test_what_it_costs(answer, rng):
    mean, s = (torch.as_tensor(rng.normal(size=(4, 3))) for _ in range(2))
    _, truth = both(answer, mean, s)
    slips = [
        (0.5 * (mean**2 + torch.exp(2 * s) - 1 - s).sum(1), TRUTH),
        (kl(mean, 0.5 * s), "σ = exp(s) already: half of it belongs to the other convention."),
    ]
    close(truth, kl(mean, 2 * s), what="what it costs", slips=slips)
