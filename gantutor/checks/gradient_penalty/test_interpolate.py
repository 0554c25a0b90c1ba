"""Where the penalty looks.

Write `interpolate(x, y, rng)`: for each of the n real samples in `x` and the generated sample of
the same row in `y`, one point of the segment between them. Both have the shape (n, …), for points
as for images, and so has the answer. The place on each segment is uniform, and drawn from the
`torch.Generator` `rng`.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.seeded_answers import between_partners, drawn_anew, random_pairs

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "A point of the segment is `u * x + (1 - u) * y` with one number u for the whole sample.",
    "`torch.rand(n, generator=rng)` draws n numbers; uniform, not normal.",
    "For images u needs the shape (n, 1, 1, 1): `u.view(-1, *[1] * (x.dim() - 1))`.",
)

PIXELS = "All pixels of an image share one place: draw one u for each sample, of shape (n, 1, …)."
ONE = "The whole batch got the same u. Draw n of them."
BETWEEN = "The points lie between the two: take u as it is drawn, and do not round it."
ROWS = (
    "Every pair is as likely to be near its real sample as any other, whatever its row: no order."
)
NORMAL = "u must be uniform on [0, 1]: `torch.rand`. `torch.randn` leaves the segment."


def rng_at(seed):
    return torch.Generator().manual_seed(seed)


def places(points, x, y):
    """Where each entry of each point stands between y (0) and x (1); shape (n, entries)."""
    return ((points - y) / (x - y)).flatten(1)


def apart(*shape):
    """Real samples all at 3 and generated ones all at −2: only the places are random."""
    return torch.full(shape, 3.0).double(), torch.full(shape, -2.0).double()


def batch(*shape):
    """Random samples, the real ones above the generated ones."""
    x = torch.rand(shape, generator=rng_at(5), dtype=torch.float64)
    y = torch.rand(shape, generator=rng_at(6), dtype=torch.float64)
    return x + 2, y - 2


@hint("The answer has the shape of x: one point for each pair.")
def test_one_point_for_each_pair(answer):
    x, y = batch(4, 3, 2, 2)
    found = answer(x, y, rng_at(0))
    assert tuple(found.shape) == (4, 3, 2, 2), (
        f"For x and y of shape (4, 3, 2, 2) you returned shape {tuple(found.shape)}."
    )


@hint(PIXELS)
def test_the_points_lie_on_the_segments(answer):
    x, y = apart(6, 1, 3, 3)
    u = places(answer(x, y, rng_at(0)), x, y)
    spread = float((u.amax(1) - u.amin(1)).max())
    assert spread < 1e-5, (
        "A point of a segment is u·x + (1 - u)·y with one u for all its entries; yours differ by "
        f"up to {spread:.3f} within one sample."
    )


@hint("Every pair draws a place of its own: n numbers for n pairs.")
def test_each_pair_has_its_own_place(answer):
    x, y = apart(50, 2)
    u = places(answer(x, y, rng_at(0)), x, y)[:, 0]
    different = len(u.mul(1e9).round().unique())
    if different == 2 and float((u - u.round()).abs().max()) < 1e-6:
        raise Wrong("All of 50 points are a real sample or a generated one.", BETWEEN)
    if different != 50:
        what = "one and the same place" if different == 1 else f"{different} different places"
        raise Wrong(f"50 pairs got {what}; expected 50.", ONE if different == 1 else None)


@hint(NORMAL)
def test_the_places_are_uniform(answer):
    x, y = apart(4000, 2)
    drawn = places(answer(x, y, rng_at(0)), x, y)[:, 0]
    u = drawn.sort().values
    low, high = float(u[0]), float(u[-1])
    if low < -1e-9 or high > 1 + 1e-9:
        raise Wrong(f"Places run from {low:.2f} to {high:.2f}; the segment is from 0 to 1.", NORMAL)
    # Kolmogorov–Smirnov: for 4,000 uniform numbers it exceeds 0.035 once in 10,000 times.
    steps = torch.arange(1, 4001, dtype=u.dtype) / 4000
    distance = float((u - steps).abs().max())
    if distance > 0.035:
        raise Wrong(
            f"A quarter of the places lie below {float(u[1000]):.2f}, half below "
            f"{float(u[2000]):.2f}, three quarters below {float(u[3000]):.2f}.",
            "All places of the segment are equally likely: quarters at 0.25, 0.5 and 0.75.",
        )
    along = float(torch.corrcoef(torch.stack([drawn, steps]))[0, 1])  # standard error 0.016
    if abs(along) > 0.08:
        raise Wrong(f"Place and row of 4,000 pairs have the correlation {along:.2f}.", ROWS)


@hint("Pass the generator on: `torch.rand(…, generator=rng)`. Then a run can be repeated.")
def test_the_same_generator_gives_the_same_points(answer):
    x, y = batch(8, 2)
    close(answer(x, y, rng_at(3)), answer(x, y, rng_at(3)), what="the same state of rng, again,")


@hint("x[i] goes with y[i], and both with the weights that add up to 1: u·x + (1 − u)·y.")
def test_each_sample_is_mixed_with_its_partner(answer, rng):
    between_partners(answer, *random_pairs(rng, 7, 2), rng_at(1))
    between_partners(answer, *random_pairs(rng, 3, 2, 4, 4), rng_at(2))


@hint("Draw from `rng` as it stands, and from nothing else: set no seed inside.")
def test_the_next_call_draws_other_places(answer):
    x, y = batch(8, 2)
    drawn_anew(answer, x, y, rng_at(3))
    torch.rand(1)  # a state that is not that of a seed
    before = torch.get_rng_state()
    answer(x, y, rng_at(3))
    if not torch.equal(before, torch.get_rng_state()):
        raise Wrong("The call changed the state of torch's own generator; expected `rng` alone.")
