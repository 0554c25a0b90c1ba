"""Points between, once more.

Mend `points_between(real, fake)`: for each real point x and the fake point y beside it, one point
u·x + (1 − u)·y, at a place u of its own, uniform on [0, 1]. Both batches have the shape (n, d),
and so has the answer.
"""

import torch

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.seeded_answers import (
    between_partners,
    call_seeded,
    drawn_anew,
    places,
    random_pairs,
)

DIFFICULTY = 2
MINUTES = 6

SYMPTOM = """
The gap is further above W1 than λ explains: with two point masses, about three times as far. A
larger λ brings it down, as it should, but at every λ the excess is three times what it should be.
"""

HINTS = (
    "Take all real points at 1 and all fakes at 0. Where do the points come out?",
    "What are the smallest and the largest numbers that the generator of u can draw?",
    "`torch.randn` is normal: about two of three draws fall outside [0, 1]. `torch.rand` is "
    "uniform.",
)


@hint("Return points of the shape of the real ones.")
def test_it_runs(answer):
    same_shape(call_seeded(answer, torch.ones(5, 2), torch.zeros(5, 2)), (5, 2))


@hint("Put all real points at 1 and all fakes at 0. Are the points that come out between them?")
def test_the_points_lie_between(answer):
    u = places(answer, 4000)
    outside = ((u < 0) | (u > 1)).float().mean().item()
    close(outside, 0.0, what="the share of points that are not between their pair")


@hint("Uniform: each tenth of the segment is as likely as any other, the two ends too.")
def test_the_places_are_uniform(answer):
    u = places(answer, 4000)
    shares = [((u >= k / 10) & (u <= (k + 1) / 10)).float().mean().item() for k in range(10)]
    worst = max(shares, key=lambda share: abs(share - 0.1))
    close(worst, 0.1, atol=0.03, what="the share of points in a tenth of the segment")


@hint("A point has one place: both coordinates go along the segment together.")
def test_the_points_lie_on_the_segments(answer):
    mixed = call_seeded(answer, torch.ones(50, 2), torch.zeros(50, 2))
    apart = (mixed[:, 0] - mixed[:, 1]).abs().max().item()
    what = "the largest distance between the two coordinates of points on the diagonal"
    close(apart, 0.0, atol=1e-6, what=what)


@hint(
    "Only the place is random: each real point goes with the fake of the same row, u·x + (1 − u)·y."
)
def test_each_point_is_mixed_with_its_partner(answer, rng):
    between_partners(answer, *random_pairs(rng, 7, 3))


@hint("A place is drawn anew in every call: set no seed inside.")
def test_the_next_call_draws_other_places(answer, rng):
    drawn_anew(answer, *random_pairs(rng, 7, 3))
