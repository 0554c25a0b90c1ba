"""A penalty at half the precision.

Mend `half_penalty(critic, points, weight, scaler)`: weight times the mean, over the n points, of
(‖∇f‖ − 1)², for a critic that computes in half precision. There small gradients become 0 on their
way back, so the critic's values are multiplied by the scale of `scaler`, a
`torch.amp.GradScaler`, before they are differentiated. What comes out is the penalty of f itself,
whatever the scale, and its `.backward()` must reach the critic's parameters.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import Slope, slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The gap is close to 0, and the penalty is content: it asks that the slope *times the scale* be 1.
Whenever the scaler doubles its scale the penalty jumps, and the slope has to halve.
"""

HINTS = (
    "Give the function a critic of slope 1 everywhere, and a scaler with the scale 2. What should "
    "it return?",
    "The gradient of scale · f is scale · ∇f. What is the norm of that?",
    "The optimiser's gradients are divided by the scale in `scaler.step`. This gradient is not "
    "the optimiser's, and nobody divides it: do so before the norm, by `scaler.get_scale()`.",
)


class Whisper(nn.Module):
    """f(x) = x, the sum of the coordinates, by way of a gradient of 2⁻²⁵ in half precision."""

    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(()))

    def forward(self, points):
        loud = (points * self.a * 2.0**13).half() * 2.0**12
        return (loud.float() * 2.0**-25).sum(1, keepdim=True)


def scaler(scale, **settings):
    return torch.amp.GradScaler("cpu", init_scale=scale, **settings)


@hint("Return one number, made of the gradient of the critic at the points.")
def test_it_runs(answer):
    critic = Slope(3.0, 4.0)
    value = answer(critic, torch.zeros(3, 2), 10.0, scaler(1.0))
    same_shape(value, ())
    value.backward()
    close(critic.a.grad, torch.tensor([48.0, 64.0]), rtol=1e-5, what="the derivative in a")


@hint("Another scale, and another penalty? The slope of f does not know of any scale.")
def test_a_critic_of_slope_one_pays_nothing(answer):
    for scale in (1.0, 2.0, 1024.0):
        value = answer(Slope(0.6, 0.8), torch.ones(4, 2), 10.0, scaler(scale))
        what = f"a critic of slope 1 and the scale {scale:g}"
        late = torch.tensor(10 * (scale - 1) ** 2 / scale)
        words = "Divide the gradient before its norm is compared with 1, not the penalty after it."
        slips = [(late, words), (late / scale, words)]
        close(value, torch.tensor(0.0), atol=1e-5, what=what, slips=slips)


@hint("The scale changes during a training: ask the scaler for it each time.")
def test_whatever_the_scale(answer, rng):
    critic, points = smooth_critic(2), torch.as_tensor(rng.normal(size=(5, 2)))
    expected = 3 * (slopes(critic, points) - 1).square().mean()
    wanted = torch.autograd.grad(expected, critic[1].weight)[0]
    one = scaler(8.0)
    for scale in (8.0, 4096.0):
        if scale != 8.0:
            one.scale(torch.ones(()))  # the scaler is in use from here on
            one.update(scale)
        value = answer(critic, points, 3.0, one)
        close(value.detach(), expected.detach(), rtol=1e-5, what=f"the penalty at scale {scale:g}")
        (found,) = torch.autograd.grad(value, critic[1].weight)
        close(found, wanted, rtol=1e-4, what="its derivative in the critic's first weights")
    value = answer(critic, points, 3.0, scaler(8.0, enabled=False))
    close(
        value.detach(), expected.detach(), rtol=1e-5, what="the penalty with a scaler that is off"
    )


@hint(
    "Without a scale a gradient of 2⁻²⁵ is 0 in half precision: multiply the critic's values by "
    "it, differentiate, then divide."
)
def test_small_gradients_survive(answer):
    points = torch.tensor([[1e-3], [2e-3]])
    value = answer(Whisper(), points, 1.0, scaler(1024.0))
    if not torch.isfinite(value):
        raise Wrong(f"The penalty is {float(value)}; expected a finite number.")
    close(value.detach(), torch.tensor(0.0), atol=1e-4, what="the penalty of a critic of slope 1")


@hint("A penalty is a number: asking for it changes neither the critic nor the scale.")
def test_critic_and_scaler_are_left_alone(answer, rng):
    critic, one = smooth_critic(2), scaler(64.0)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, torch.as_tensor(rng.normal(size=(5, 2))), 3.0, one)
    close(one.get_scale(), 64.0, what="the scale after the call")
