"""The same line, for images.

Mend `image_penalty(critic, images, weight)`: weight times the mean, over the n images, of
(‖∇f‖ − 1)². The images have the shape (n, channels, height, width), the critic returns one value
for each of them. The answer is one number, and its `.backward()` must reach the critic's
parameters.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The gap is a multiple of W1, and the multiple grows with the side of the images: here the critic's
slope settles near the square root of the number of pixels, which is the side. The penalty in the
log comes close to 0, as it should.
"""

HINTS = (
    "How many slopes does a batch of n images have? Print the shape of the norm.",
    "For points of shape (n, d), axis 1 holds all there is of one point. What does it hold for "
    "images?",
    "An image is one long vector: `gradient.flatten(1).norm(dim=1)`.",
)


class Plane(nn.Module):
    """f(x) = scale · Σ x, over channels and pixels: the same slope everywhere."""

    def __init__(self, scale):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(float(scale)))

    def forward(self, images):
        return self.scale * images.flatten(1).sum(1, keepdim=True)


class Bowl(nn.Module):
    """f(x) = ½‖x‖², whose gradient at x is x itself."""

    def forward(self, images):
        return 0.5 * images.flatten(1).square().sum(1, keepdim=True)


@hint("Return one number, made of the gradient of the critic at the images.")
def test_it_runs(answer):
    critic = Plane(3)
    value = answer(critic, torch.zeros(1, 1, 1, 1), 10.0)
    same_shape(value, ())
    value.backward()
    close(critic.scale.grad, torch.tensor(40.0), rtol=1e-5, what="the derivative in the weight")


@hint("Begin with images of one pixel and let them grow. Whose slope should be 1?")
def test_the_size_of_the_image_does_not_matter(answer):
    axes = "Height and width are axes of one image too. Which axis counts the images?"
    for side in (1, 4, 28):
        critic = Plane(1 / (3 * side * side) ** 0.5)
        images = torch.zeros(2, 3, side, side)
        channel = torch.tensor(10 * (3**-0.5 - 1) ** 2)
        batch = torch.tensor(10 * (2**0.5 - 1) ** 2)
        close(
            answer(critic, images, 10.0),
            torch.tensor(0.0),
            atol=1e-6,
            what=f"a critic of slope 1 and images of {side} × {side} pixels",
            slips=[(channel, axes), (batch, "Each image has a norm of its own.")],
        )


@hint("Each image has a norm of its own; subtract 1 and square before you average.")
def test_each_image_pays_for_itself(answer):
    images = torch.stack([torch.full((1, 2, 2), 0.25), torch.full((1, 2, 2), 0.75)])
    close(answer(Bowl(), images, 1.0), torch.tensor(0.25), rtol=1e-5)


@hint("The slopes are those at the points that are passed, whatever the critic.")
def test_a_curved_critic(answer, rng):
    critic, points = smooth_critic(2, 3, 3), torch.as_tensor(rng.normal(size=(5, 2, 3, 3)))
    value, expected = answer(critic, points, 3.0), 3 * (slopes(critic, points) - 1).square().mean()
    close(value.detach(), expected.detach(), rtol=1e-5, what="the penalty")
    found, wanted = (torch.autograd.grad(v, critic[1].weight)[0] for v in (value, expected))
    close(found, wanted, rtol=1e-4, what="its derivative in the critic's first weights")


@hint("A penalty is a number: asking for it changes nothing in the critic, and clears nothing.")
def test_the_critic_is_left_alone(answer, rng):
    critic = smooth_critic(2, 3, 3)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, torch.as_tensor(rng.normal(size=(5, 2, 3, 3))), 3.0)
