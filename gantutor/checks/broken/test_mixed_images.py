"""Images between images.

Mend `mixed_images(real, fake)`: for each real image x and the fake image y beside it, one image
u·x + (1 − u)·y, at a place u of its own, uniform on [0, 1]. Both batches have the shape
(n, channels, height, width), and so has the answer.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.seeded_answers import (
    between_partners,
    call_seeded,
    drawn_anew,
    random_pairs,
)

DIFFICULTY = 1
MINUTES = 5

SYMPTOM = """
Perhaps in no curve. It shows in the points themselves: nearly all images are about half real and
half fake, and the more pixels there are, the narrower is the heap of their places. The penalty
hardly looks at the slope near the data and near the fakes.
"""

HINTS = (
    "Mix a black image with a white one. What should the mixture look like?",
    "A point of the segment from x to y has one place u, and all coordinates go along together.",
    "`torch.rand_like(real)` draws a number for each pixel. Draw one for each image: "
    "`torch.rand(len(real), 1, 1, 1)`.",
)


@hint("Return images of the shape of the real ones.")
def test_it_runs(answer):
    x, y = torch.zeros(6, 3, 4, 4), torch.ones(6, 3, 4, 4)
    mixed = call_seeded(answer, x, y)
    same_shape(mixed, (6, 3, 4, 4))
    if not bool(((mixed >= 0) & (mixed <= 1)).all()):
        raise Wrong("A mixture of black and white images has pixels outside [0, 1].")


@hint("Mix a black image with a white one, look at the result, and then at the segment.")
def test_the_images_lie_on_the_segments(answer):
    x, y = torch.zeros(50, 3, 4, 4), torch.ones(50, 3, 4, 4)
    mixed = call_seeded(answer, x, y)
    channel = mixed.flatten(2).std(dim=2).max().item()
    whole = mixed.flatten(1).std(dim=1).max().item()
    partly = "Each colour of an image still has a place of its own."
    what = "the deviation of the grey levels within one mixture of black and white"
    close(whole, 0.0, atol=1e-6, what=what, slips=[(whole, partly)] if channel < 1e-6 else [])


@hint("Every pair has a place of its own, uniform on [0, 1].")
def test_the_places_are_uniform(answer):
    u = call_seeded(answer, torch.ones(4000, 1, 1, 1), torch.zeros(4000, 1, 1, 1)).flatten()
    close(u.mean().item(), 0.5, atol=0.03, what="the mean of 4000 places")
    one = "That is one place for the whole batch; every image needs its own."
    deviation = u.std().item()
    known = [(0.0, one)]
    close(deviation, 12**-0.5, atol=0.02, what="the deviation of 4000 places", slips=known)


@hint(
    "Only the place is random: each real image goes with the fake of the same row, u·x + (1 − u)·y."
)
def test_each_image_is_mixed_with_its_partner(answer, rng):
    between_partners(answer, *random_pairs(rng, 5, 2, 3, 3))


@hint("A place is drawn anew in every call: set no seed inside.")
def test_the_next_call_draws_other_places(answer, rng):
    drawn_anew(answer, *random_pairs(rng, 5, 2, 3, 3))
