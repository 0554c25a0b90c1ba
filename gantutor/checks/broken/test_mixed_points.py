"""Points between points.

Mend `mixed_points(real, fake)`: for each real point x and the fake point y beside it, one point
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
Hardly in the mean, but in the noise. The penalty jumps from step to step, since one place is drawn
for the whole batch, and a larger batch hardly calms it.
"""

HINTS = (
    "Take all real points at 1 and all fakes at 0: the answer is the list of places. Print it.",
    "How many random numbers does a call draw, and how many pairs are there?",
    "`torch.rand(1)` is shared by the whole batch. `torch.rand(len(real), 1)` gives each pair its "
    "own.",
)


@hint("Return points of the shape of the real ones.")
def test_it_runs(answer):
    same_shape(call_seeded(answer, torch.ones(1, 1), torch.zeros(1, 1)), (1, 1))
    u = places(answer, 1).item()
    assert 0 <= u <= 1, f"A place is {u}: not between 0 and 1."


@hint("Put all real points at 1 and all fakes at 0, and look at the places that come out.")
def test_the_places_spread_over_the_segment(answer):
    u = places(answer, 4000)
    deviation = round(u.std().item(), 5)
    close(deviation, 12**-0.5, atol=0.02, what="the deviation of the places of 4000 pairs")
    close(u.mean().item(), 0.5, atol=0.03, what="the mean of the places of 4000 pairs")


@hint("A point has one place: both coordinates go along the segment together.")
def test_the_points_lie_on_the_segments(answer):
    mixed = call_seeded(answer, torch.ones(50, 2), torch.zeros(50, 2))
    apart = (mixed[:, 0] - mixed[:, 1]).abs().max().item()
    what = "the largest distance between the two coordinates of points on the diagonal"
    close(apart, 0.0, atol=1e-6, what=what)


@hint("Only the place is random: each real point goes with the fake point of the same row.")
def test_each_point_is_mixed_with_its_partner(answer, rng):
    between_partners(answer, *random_pairs(rng, 7, 3))


@hint("A place is drawn anew in every call: set no seed inside.")
def test_the_next_call_draws_other_places(answer, rng):
    drawn_anew(answer, *random_pairs(rng, 7, 3))
