"""What no sample sees.

On the line, the real samples `x` and the fakes `y`, both of shape (n, 1), lie on two sides of an
empty stretch. Write `cheat(x, y, size)`: build a critic that a penalty on the samples cannot catch.
Its slope is 1 or −1 at every real and at every generated sample, so that the penalty there is 0;
and yet its gap, mean f(x) − mean f(y), is `size` or more. What you return is a function of a tensor
of points (m, 1) that gives (m, 1), continuous, and made of torch's operations.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.describe import is_tensor, show

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Near the samples it has to be a ramp of slope 1. Where does nobody look?",
    "Add a cliff inside of the empty stretch: 0 up to some place, then steep, then level again.",
    "`((points - a) / (b - a)).clamp(0, 1)` is such a cliff, with a and b well inside the stretch.",
    "Are the data on the left? Then the whole critic has to fall instead of rise.",
)

JUMP = (
    "A jump has slope 1 for autograd on both of its sides, and nobody could see it. No network of "
    "finite weights jumps: spread the rise over a part of the empty stretch."
)
EDGE = (
    "The cliff reaches some samples, which see it: leave a little room between the samples and it. "
    "A sigmoid has no end."
)
FLAT = "The slope has to be 1, not 0, at the samples: add the points themselves."
SIDE = "Here the data lie on the left of the fakes: high on the data, low on the fakes."


def samples(rng, right=True, stretch=2.0, n=40):
    """Real and generated samples with an empty stretch between them; and its two ends."""
    x, y = (torch.as_tensor(rng.uniform(0, 1, size=(n, 1))) for _ in range(2))
    place, stretch = rng.normal(), stretch * rng.uniform(0.8, 1.2)
    y = place - y
    x = place + stretch + x
    if not right:
        x, y = y, x
    low, high = (y.max(), x.min()) if right else (x.max(), y.min())
    return x, y, float(low), float(high)


def critic_of(answer, x, y, size):
    critic = answer(x, y, size)
    if not callable(critic):
        raise Wrong(f"You returned {show(critic)}; expected a function: the critic.", "")
    values = critic(x)
    if not is_tensor(values) or values.shape != x.shape:
        raise Wrong(
            f"The critic of points of shape {tuple(x.shape)} gives {show(values)}; expected a "
            f"tensor of shape {tuple(x.shape)}.",
            "One value for each point, of shape (m, 1).",
        )
    return critic


def slope(critic, points):
    points = points.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points)
    return gradient.abs()


def gap(critic, x, y):
    return (critic(x).mean() - critic(y).mean()).item()


def steep(answer, rng, size, right):
    for stretch in (0.3, 5.0):
        x, y, *_ = samples(rng, right, stretch)
        found = gap(critic_of(answer, x, y, size), x, y)
        if not found >= size * (1 - 1e-9):  # the last digits are rounding
            raise Wrong(
                f"The gap of your critic is {found:.6g}; expected {size:g} or more.",
                SIDE if not right and found < 0 else None,
            )


@hint("A ramp alone has the gap W1: put a cliff of the height `size` where no sample is.")
def test_the_gap(answer, rng):
    steep(answer, rng, 100.0, right=True)
    steep(answer, rng, 1e4, right=True)


@hint("The penalty is 0 only where the slope is 1 or −1, at each of the samples.")
def test_no_sample_sees_it(answer, rng):
    for stretch in (0.3, 5.0):
        x, y, *_ = samples(rng, stretch=stretch)
        critic = critic_of(answer, x, y, 100.0)
        for points, name in ((x, "real"), (y, "generated")):
            unseen(critic, points, name)


def unseen(critic, points, name):
    """Fail where one of the points has another slope than 1 or −1."""
    slopes = slope(critic, points)
    off = (slopes - 1).abs()
    if off.max() > 1e-6:
        worst, many = slopes[off.argmax()].item(), int((off > 1e-6).sum())
        words = FLAT if worst < 1e-6 else None
        raise Wrong(
            f"At {many} of {len(points)} {name} samples the slope is not 1; at the worst it is "
            f"{worst:.6g}.",
            EDGE if many < len(points) and worst > 1 else words,
        )


@hint(JUMP)
def test_it_is_continuous(answer, rng):
    x, y, low, high = samples(rng)
    critic = critic_of(answer, x, y, 100.0)
    grid = torch.linspace(low, high, 20_001, dtype=x.dtype)[:, None]
    jump = critic(grid).diff(dim=0).abs().max().item()
    if jump > 5:
        raise Wrong(f"Between two points that nearly touch, your critic jumps by {jump:.4g}.")


@hint(SIDE)
def test_data_on_the_left(answer, rng):
    steep(answer, rng, 100.0, right=False)


@hint("The slope may be 1 or −1: at the samples its size is 1, on whichever side the data are.")
def test_nor_there(answer, rng):
    x, y, *_ = samples(rng, right=False)
    critic = critic_of(answer, x, y, 100.0)
    for points, name in ((x, "real"), (y, "generated")):
        found = slope(critic, points)
        close(found, torch.ones_like(found), what=f"the slopes at the {name} samples")


@hint("Between the samples it cannot hide: a penalty on segments would have caught it.")
def test_the_segments_would_see_it(answer, rng):
    x, y, *_ = samples(rng)
    critic = critic_of(answer, x, y, 100.0)
    u = torch.as_tensor(rng.uniform(0, 1, size=x.shape))
    penalty = (slope(critic, u * x + (1 - u) * y) - 1).square().mean().item()
    if not penalty > 1:
        raise Wrong(f"On the segments the penalty is {penalty:.3g}; expected a large number.")
