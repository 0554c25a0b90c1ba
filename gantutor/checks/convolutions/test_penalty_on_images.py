"""A penalty for images.

Write `penalty_on_images(critic, real, fake, weight, rng)`: the gradient penalty of a batch of
images, as it is added to the critic's loss. `real` and `fake` have the shape (n, channels, height,
width). Between each real image and the fake of the same row lies one image, at a uniform place that
is drawn from the `torch.Generator` `rng`. The penalty is `weight` times the mean, over the n
images, of (‖∇f‖ − 1)², where ∇f is the gradient of the critic at that image. It is a scalar tensor
that the critic can learn from; nothing in the generator that made `fake` may learn from it. A
critic with a BatchNorm layer gets a ValueError, whatever its mode.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.seeded_answers import between_partners, drawn_anew, random_pairs
from gantutor.checks.engine.toy_networks import slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 15

HINTS = (
    "One number u for each image: shape (n, 1, 1, 1), so that all its pixels share it.",
    "`u * real + (1 - u) * fake`, detached, then `requires_grad_()`; the critic sees this.",
    "`torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)` returns a 1-tuple. An "
    "image is one point: flatten its gradient before taking the norm.",
    "`any(isinstance(m, nn.modules.batchnorm._BatchNorm) for m in critic.modules())`.",
)

PIXELS = "All pixels of an image share one place: draw a u of shape (n, 1, 1, 1)."
CHANNELS = (
    "An image is one point of channels · height · width dimensions: the norm is over all of them, "
    "not over its channels alone."
)
ROWS = "That is a norm over the batch: each image has a gradient, and a norm, of its own."
SPREAD = "The slope that is wanted is 1 for every image by itself: subtract and square, then mean."
GRAPH = (
    "Without `create_graph=True` the gradient is a plain number to PyTorch, and the penalty "
    "teaches the critic nothing."
)
SHAPE = (2, 3, 4)  # channels, height, width: no two alike


class Seen(nn.Module):
    """A critic of known slope: f(x) = w ‖x‖²/2 with w = 1, which keeps what it is shown."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones((), dtype=torch.float64))
        self.shown = []

    def forward(self, images):
        self.shown.append(images.detach())
        return 0.5 * self.w * images.flatten(1).square().sum(1, keepdim=True)


def rng_at(seed):
    return torch.Generator().manual_seed(seed)


def mixed(answer, real, fake, rng):
    """What the critic is shown."""
    critic = Seen()
    answer(critic, real, fake, 1.0, rng)
    if not critic.shown:
        raise Wrong("The critic was called 0 times; the slope can only be found through it.", "")
    return torch.cat(critic.shown)


@hint("A mixture has the shape of the images: one for each pair.")
def test_one_image_for_each_pair(answer, rng):
    found = tuple(mixed(answer, *random_pairs(rng, 5, *SHAPE), rng_at(0)).shape)
    assert found == (5, *SHAPE), f"For 5 pairs the critic was shown {found}; expected (5, 2, 3, 4)."


def places(answer, n):
    """Where each entry of each of n images lies between fake (0) and real (1)."""
    real, fake = (torch.full((n, *SHAPE), v, dtype=torch.float64) for v in (3.0, -2.0))
    return ((mixed(answer, real, fake, rng_at(1)) - fake) / (real - fake)).flatten(1)


@hint(PIXELS)
def test_all_pixels_of_an_image_share_one_place(answer):
    u = places(answer, 50)
    spread = float((u.amax(1) - u.amin(1)).max())
    assert spread < 1e-5, f"Within one image the places differ by up to {spread:.3f}; expected 0."
    different = len(u[:, 0].mul(1e9).round().unique())
    if different != 50:
        what = "one and the same place" if different == 1 else f"{different} different places"
        raise Wrong(
            f"50 images got {what}; expected 50.", "Draw n numbers: a place for each image."
        )


@hint("Every place of the segment is equally likely, and none lies beyond its ends: `torch.rand`.")
def test_the_places_are_uniform(answer):
    n = 1000
    u = places(answer, n)[:, 0].sort().values
    low, high = float(u[0]), float(u[-1])
    # Kolmogorov–Smirnov: for 1,000 uniform numbers it exceeds 0.07 once in 10,000 times.
    distance = float((u - torch.arange(1, n + 1, dtype=u.dtype) / n).abs().max())
    if low < -1e-6 or high > 1 + 1e-6 or distance > 0.07:
        raise Wrong(
            f"Between fake (0) and real (1), {n} places go from {low:.2f} to {high:.2f}, half of "
            f"them below {float(u[n // 2]):.2f}; expected 0 to 1, and half of them below 0.5."
        )


@hint("real[i] goes with fake[i], with weights that add up to 1: u · real + (1 − u) · fake.")
def test_each_image_is_mixed_with_its_partner(answer, rng):
    def points(real, fake, rng):
        return mixed(answer, real, fake, rng)

    between_partners(points, *random_pairs(rng, 6, *SHAPE), rng_at(2))
    drawn_anew(points, *random_pairs(rng, 6, *SHAPE), rng_at(2))
    pair = random_pairs(rng, 4, *SHAPE)
    again = [points(*pair, rng_at(3)) for _ in range(2)]
    close(again[1], again[0], what="the images, again, with the same state of `rng`")


@hint("Draw from `rng` as it stands, and from nothing else: set no seed inside.")
def test_torch_s_own_generator_is_left_alone(answer, rng):
    torch.rand(1)  # a state that is not that of a seed
    before = torch.get_rng_state()
    mixed(answer, *random_pairs(rng, 4, *SHAPE), rng_at(3))
    changed = int((before != torch.get_rng_state()).sum())
    close(changed, 0, what="the bytes of the state of torch's own generator that the call changed")


@hint("The mean over the images of (norm − 1)², times the weight.")
def test_the_value(answer):
    # Real and fake are alike, so the mixture is known: norms 5, 1 and 2 at slope factor 1.
    images = torch.zeros(3, *SHAPE, dtype=torch.float64)
    images[0, 0, 0, 0], images[0, 1, 2, 3] = 3.0, 4.0
    images[1, 1, 1, 1] = 1.0
    images[2, :, 0, 0], images[2, :, 2, 3] = 1.0, 1.0
    norms = torch.tensor([5.0, 1.0, 2.0]).double()
    expected = 10 * (norms - 1).square().mean()
    lengths = images.norm(dim=1)
    slips = [
        (10 * (lengths - 1).square().mean(), CHANNELS),
        (10 * (images.norm(dim=0) - 1).square().mean(), ROWS),
        (10 * (images.flatten(1).norm(dim=0) - 1).square().mean(), ROWS),
        (10 * (images.norm() - 1).square(), ROWS),
        (10 * (norms.mean() - 1).square(), SPREAD),
        (10 * (norms.square() - 1).square().mean(), "Subtract 1 from the norm, not its square."),
        (10 * (norms - 1).square().sum(), "The mean over the images, not their sum."),
        (10 * (norms / 3 - 1).square().mean(), "Differentiate the sum of the critic's values."),
        (10 * (norms - 1).abs().mean(), "Square what is missing to 1."),
        (expected / 10, "Multiply by the weight."),
    ]
    value = answer(Seen(), images, images, 10.0, rng_at(4))
    close(value, expected, rtol=1e-5, what="the penalty", slips=slips)


@hint("A slope of ½ costs as much as one of 1½.")
def test_a_flat_critic_pays(answer):
    images = torch.full((2, *SHAPE), 0.5 / 24**0.5, dtype=torch.float64)  # each of norm ½
    close(answer(Seen(), images, images, 1.0, rng_at(4)).double(), torch.tensor(0.25).double(),
          rtol=1e-5, what="the penalty")  # fmt: skip


@hint(GRAPH)
def test_the_critic_learns_from_it(answer, rng):
    critic, images = smooth_critic(*SHAPE), torch.as_tensor(rng.normal(size=(5, *SHAPE)))
    value = answer(critic, images, images, 3.0, rng_at(5))
    if not value.requires_grad:
        raise Wrong("The penalty has 0 ways back to the critic's parameters.", GRAPH)
    expected = 3 * (slopes(critic, images) - 1).square().mean()
    close(value.detach(), expected.detach(), rtol=1e-5, what="the penalty of a curved critic")
    weight = critic[1].weight
    found, wanted = (
        torch.autograd.grad(v, weight, allow_unused=True)[0] for v in (value, expected)
    )
    found = torch.zeros_like(wanted) if found is None else found
    close(found, wanted, rtol=1e-5, what="its derivative in the critic's first weights")


@hint(
    "The root has no derivative at 0: `.norm(dim=1)` gives 0 there, `.square().sum(1).sqrt()` nan."
)
def test_a_critic_that_is_flat_somewhere(answer):
    critic = Seen()
    images = torch.zeros(2, *SHAPE, dtype=torch.float64)
    images[1, 0, 0, 0] = 3.0
    answer(critic, images, images, 1.0, rng_at(6)).backward()
    expected = torch.tensor(6.0).double()  # d/dw ½((3w − 1)² + 1) at w = 1
    close(critic.w.grad, expected, rtol=1e-4, what="the penalty's derivative in the weight")


@hint("The fakes are numbers to the penalty: detach the mixture before it asks for gradients.")
def test_the_generator_learns_nothing_from_it(answer, rng):
    critic = smooth_critic(*SHAPE)
    real, fake = random_pairs(rng, 4, *SHAPE)
    fake.requires_grad_()
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        value = answer(critic, real, fake, 3.0, rng_at(7))
    value.backward()
    if fake.grad is not None:
        size = float(fake.grad.abs().max())
        raise Wrong(f"`backward()` reached the generated images, with gradients up to {size:.3g}.")


@hint(
    "With BatchNorm f(x) depends on the other images of the batch, and there is no ∇f at one "
    "image. Look through `critic.modules()`, whatever the mode, and raise ValueError."
)
def test_a_critic_with_batchnorm_is_refused(answer, rng):
    pair = random_pairs(rng, 4, *SHAPE)
    for layer in (nn.BatchNorm2d(2), nn.BatchNorm1d(24)):
        first = nn.Flatten() if isinstance(layer, nn.BatchNorm1d) else nn.Identity()
        inner = nn.Sequential(first, layer, nn.Flatten())
        critic = nn.Sequential(inner, nn.Linear(24, 1)).double().eval()
        try:
            value = answer(critic, *pair, 1.0, rng_at(8))
        except ValueError:
            continue
        raise Wrong(
            f"A critic with a {type(layer).__name__} got the penalty {float(value):.3g}; expected "
            "a ValueError."
        )
