"""Where the penalty looks.

Write `interpolate(x, y, rng)`: for each of the n real samples in `x` and the generated sample of
the same row in `y`, one point of the segment between them. Both have the shape (n, …), for points
as for images, and so has the answer. The place on each segment is uniform, and drawn from the
`torch.Generator` `rng`.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint

HINTS = (
    "A point of the segment is `u * x + (1 - u) * y` with one number u for the whole sample.",
    "`torch.rand(n, generator=rng)` draws n numbers; uniform, not normal.",
    "For images u needs the shape (n, 1, 1, 1): `u.view(-1, *[1] * (x.dim() - 1))`.",
)

PIXELS = "Each pixel got a place of its own. Draw one u for each sample, of shape (n, 1, …)."
ONE = "The whole batch got the same u. Draw n of them."
NORMAL = "u must be uniform on [0, 1]: `torch.rand`. `torch.randn` leaves the segment."


def rng_at(seed):
    return torch.Generator().manual_seed(seed)


def places(points, x, y):
    """Where each entry of each point stands between y (0) and x (1); shape (n, entries)."""
    return ((points - y) / (x - y)).flatten(1)


def batch(*shape):
    """Real samples all above the generated ones, so that no entry of x − y is near 0."""
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
    x, y = batch(6, 1, 3, 3)
    u = places(answer(x, y, rng_at(0)), x, y)
    spread = float((u.amax(1) - u.amin(1)).max())
    assert spread < 1e-5, (
        "A point of a segment is u·x + (1 - u)·y with one u for all its entries; yours differ by "
        f"up to {spread:.3f} within one sample."
    )


@hint(ONE)
def test_each_pair_has_its_own_place(answer):
    x, y = batch(50, 2)
    u = places(answer(x, y, rng_at(0)), x, y)[:, 0]
    assert len(u.unique()) == 50, f"50 pairs got {len(u.unique())} different places."


@hint(NORMAL)
def test_the_places_are_uniform(answer):
    x, y = batch(4000, 2)
    u = places(answer(x, y, rng_at(0)), x, y)[:, 0].sort().values
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


@hint("Pass the generator on: `torch.rand(…, generator=rng)`. Then a run can be repeated.")
def test_the_same_generator_gives_the_same_points(answer):
    x, y = batch(8, 2)
    close(answer(x, y, rng_at(3)), answer(x, y, rng_at(3)), what="the same state of rng, again,")
